# Prints the code of Swift files as "path:line:code", with comments gone and strings emptied, so that a search for a
# name does not find it in prose. Interpolations are code and stay. Plain awk (mawk, gawk, BSD awk).
#
# A stack of modes: "c" code, "i" code of an interpolation, "s" string, "m" multi-line string, "r" and "R" their raw
# forms, "b" block comment. `depth` counts the parentheses of each interpolation.

function push(mode) { stack[++top] = mode; depth[top] = 0 }

function starts(text) { return substr(line, at, length(text)) == text }

FNR == 1 { top = 0; push("c") }

{
    line = $0
    code = ""
    at = 1
    while (at <= length(line)) {
        mode = stack[top]
        character = substr(line, at, 1)
        step = 1
        if (mode == "b") {
            if (starts("*/")) { top--; step = 2 }
            else if (starts("/*")) { push("b"); step = 2 }
        } else if (mode == "s" || mode == "m") {
            if (starts("\\(")) { push("i"); depth[top] = 1; step = 2; code = code "(" }
            else if (character == "\\") step = 2
            else if (mode == "m" && starts("\"\"\"")) { top--; step = 3; code = code "\"" }
            else if (mode == "s" && character == "\"") { top--; code = code "\"" }
        } else if (mode == "r") {
            if (starts("\"#")) { top--; step = 2; code = code "\"" }
        } else if (mode == "R") {
            if (starts("\"\"\"#")) { top--; step = 4; code = code "\"" }
        } else if (starts("//")) {
            break
        } else if (starts("/*")) {
            push("b"); step = 2
        } else if (starts("#\"\"\"")) {
            push("R"); step = 4; code = code "\""
        } else if (starts("#\"")) {
            push("r"); step = 2; code = code "\""
        } else if (starts("\"\"\"")) {
            push("m"); step = 3; code = code "\""
        } else if (character == "\"") {
            push("s"); code = code "\""
        } else {
            code = code character
            if (mode == "i" && character == "(") depth[top]++
            if (mode == "i" && character == ")" && --depth[top] == 0) top--
        }
        at += step
    }
    # A plain string ends with its line.
    while (stack[top] == "s") top--
    if (code ~ /[^ \t]/) print FILENAME ":" FNR ":" code
}
