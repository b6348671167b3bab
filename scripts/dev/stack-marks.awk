# Holds each method with a mark `Stack: [-a, +b, x]` to the guard that it stands for: its body is nothing but a call of
# `balanced` that says the same. Reads "path:line:pops:pushes" of each mark, then the code of the files as swift-code.awk
# prints it. A requirement without a body is passed over: its callers and those who implement it have marks of their own.

# What the guard of a mark is given, without spaces.
function expected(pops, pushes,    text, count) {
    text = ""
    if (pops != "0") text = "pops:" (pops == "?" ? "nil" : bare(pops))
    if (pushes == "0") return text
    if (text != "") text = text ","
    if (pushes ~ /^\([0-9]\|[0-9]\)$/) {
        count = substr(pushes, 2, 1) > substr(pushes, 4, 1) ? substr(pushes, 2, 1) : substr(pushes, 4, 1)
        return text "pushesWhenTrue:" count
    }
    return text "pushes:" (pushes == "?" ? "nil" : bare(pushes))
}

function bare(expression) {
    gsub(/[ \t]/, "", expression)
    if (expression ~ /^\(.*\)$/) expression = substr(expression, 2, length(expression) - 2)
    return expression
}

# The text behind the bracket that closes the one at `at`.
function close_of(text, at, open, shut,    depth, character) {
    for (depth = 0; at <= length(text); at++) {
        character = substr(text, at, 1)
        if (character == open) depth++
        if (character == shut && --depth == 0) return at
    }
    return 0
}

function judge(    begin, body, shut, given, rest) {
    begin = close_of(declaration, index(declaration, "("), "(", ")")
    body = substr(declaration, begin + 1)
    begin = index(body, "{")
    if (!begin) return
    body = substr(body, begin)
    shut = close_of(body, 1, "{", "}")
    body = substr(body, 2, shut - 2)
    if (!match(body, /^[ \t\n]*(return[ \t]+)?(try[ \t]+)?([A-Za-z_.]+\.)?balanced[ \t]*[({]/)) {
        report("is marked and does not run in the guard")
        return
    }
    rest = substr(body, RLENGTH)
    given = ""
    if (substr(rest, 1, 1) == "(") {
        shut = close_of(rest, 1, "(", ")")
        given = substr(rest, 2, shut - 2)
        rest = substr(rest, shut + 1)
        sub(/^[ \t\n]*/, "", rest)
    }
    gsub(/[ \t\n]/, "", given)
    if (given != expected(pops, pushes))
        report("is marked [-" pops ", +" pushes "] and guarded with (" given ")")
    if (substr(rest, close_of(rest, 1, "{", "}") + 1) ~ /[^ \t\n]/) report("goes on after the guard")
}

function report(problem) { print place ": " name " " problem }

function finish() {
    if (isOpen) judge()
    isOpen = 0
    declaration = ""
}

FILENAME == marks {
    split($0, part, "\t")
    count[part[1]]++
    line[part[1], count[part[1]]] = part[2]
    popped[part[1], count[part[1]]] = part[3]
    pushed[part[1], count[part[1]]] = part[4]
    next
}

{
    match($0, /:[0-9]+:/)
    path = substr($0, 1, RSTART - 1)
    number = substr($0, RSTART + 1, RLENGTH - 2) + 0
    code = substr($0, RSTART + RLENGTH)
    if (path != file) { finish(); file = path; next_mark = 1 }
    if (isOpen && balance <= 0 && (hasBody || code !~ /^[ \t]*(\)|\{|->|throws|where)/)) finish()
    if (!isOpen && next_mark <= count[file] && number > line[file, next_mark] + 0 && code ~ /(^|[^A-Za-z0-9_.])(func|init|let|var)[^A-Za-z0-9_]/) {
        # Of two marks before one declaration the last counts.
        while (next_mark < count[file] && number > line[file, next_mark + 1] + 0) next_mark++
        pops = popped[file, next_mark]; pushes = pushed[file, next_mark]
        next_mark++
        name = code; sub(/^[ \t]*/, "", name); sub(/[ \t]*\{.*$/, "", name)
        place = file ":" number
        if (code ~ /(^|[^A-Za-z0-9_.])(func|init)[^A-Za-z0-9_]/) { isOpen = 1; balance = 0; hasBody = 0 }
        else report("is marked and is no method")
    }
    if (isOpen) {
        declaration = declaration code "\n"
        open = code; opened = gsub(/[({]/, "", open)
        shut = code; closed = gsub(/[)}]/, "", shut)
        if (code ~ /\{/) hasBody = 1
        balance += opened - closed
    }
}

END { finish() }
