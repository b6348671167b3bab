/// Code that makes the host hold much for a script that itself holds little, and how it is to end.
struct MemoryBomb: Sendable {
    /// The way by which it gets to the host.
    let path: String
    /// Lua code; `s` is a text of two megabytes.
    let code: String
    /// A part of what `pcall` catches; nil where there is nothing to catch.
    let error: String?

    init(_ path: String, _ code: String, _ error: String? = "not enough memory") {
        self.path = path
        self.code = code
        self.error = error
    }

    /// Bytes that a script may hold in these runs.
    static let limit = 16 << 20

    /// Before the code.
    static let text = "local s = ('x'):rep(1 << 21) "
    private static let references = "local t = {} for i = 1, 2000 do t[i] = s end "
    private static let named = "local t = {} for i = 1, 2000 do t['k' .. i] = s end "
    /// A table of which a thousandth is there.
    private static let shared =
        "local t = {} for i = 1, 1000 do t[i] = i end for _ = 1, 2 do local u = {} for i = 1, 1000 do u[i] = t end t = u end "
    private static let pieces = "local t = {} for i = 1, 100 do t[i] = s end "
    private static let tooLong = "path and query are longer than 1048576 bytes"

    /// Whatever a script may call, also one that is not trusted.
    static let anywhere = [
        MemoryBomb("json.encode, references", references + "json.encode(t)"),
        MemoryBomb("json.encode, shared tables", shared + "json.encode(t)"),
        MemoryBomb("json.encode, margins", shared + "json.encode(t, {indent = 16})"),
        MemoryBomb("json.encode, escapes", "json.encode(('\\1'):rep(1 << 22))"),
        MemoryBomb("json.encode, keys", "json.encode{[('\\1'):rep(1 << 22)] = 1}"),
        MemoryBomb("json.decode", "json.decode('[' .. ('1,'):rep(2e6) .. '1]')"),
        MemoryBomb("json.decode, a text", "json.decode('\"' .. ('x'):rep(1 << 23) .. '\"')"),
        MemoryBomb("request, query", named + "request('GET', '/x', {query = t})", tooLong),
        MemoryBomb("request, path", "request('GET', '/' .. s)", tooLong),
        MemoryBomb("request, method", "request(s, '/x')", tooLong),
        MemoryBomb("request, body", references + "request('POST', '/x', {body = t})"),
        MemoryBomb(
            "request, one large body", "request('POST', '/experiments/new', {body = s})", "not enough memory for"),
        MemoryBomb("argument in the query", "experiments.list{cursor = s}", tooLong),
        MemoryBomb("argument in the path", "experiments.get(s)", tooLong),
        MemoryBomb("arguments nobody declared, query", named + "experiments.list(t, {allow_unknown = true})", tooLong),
        MemoryBomb(
            "arguments nobody declared, body",
            named + "t.projectId, t.key = '1', 'k' experiments.create(t, {allow_unknown = true})"),
        MemoryBomb("argument in the body", create("description = ('x'):rep(1 << 22)")),
        MemoryBomb(
            "text of JSON in the body", create("variants = {{key = 'a', payload = '[' .. ('1,'):rep(1 << 20) .. '1]'}}")
        ),
        MemoryBomb("a wrong name", "experiments.list{[s] = 1}", "unknown name"),
        MemoryBomb("print", pieces + "print(table.unpack(t))"),
        MemoryBomb("warn", pieces + "warn('@on') warn(table.unpack(t))", nil),
        MemoryBomb("pp, shared tables", shared + "pp(t)"),
        MemoryBomb("help", "help(('a.'):rep(1 << 20))", nil),
        MemoryBomb("tostring of an error", asError + "tostring(e)", nil),
        MemoryBomb("raising through parallel", "parallel({1}, function() error(s .. s) end)", "raised"),
        MemoryBomb("what a throw-away sandbox keeps", "for i = 1, 200 do " + create("description = s") + " end"),
    ]

    /// A file of nothing that has 100 MB.
    private static let largeFile =
        "local large = arg[0]:gsub('[^/]*$', 'large.lua') os.execute('truncate -s 100M ' .. large) "

    /// What only a script can call that may read files and connect.
    static let trusted = [
        MemoryBomb("shell.load of a large file", largeFile + "shell.load(large)"),
        MemoryBomb("require of a large file", largeFile + "package.path = large require 'large'"),
        MemoryBomb("connect", "while true do connect{sandbox = ':memory:'} end"),
        MemoryBomb("connect and use", "while true do connect{sandbox = ':memory:'}.experiments.list() end"),
    ]

    /// Values that results are printed of, in every format; those that take longest last.
    static let results = [
        ("references", "(function() \(text) \(references) return t end)()"),
        (
            "records",
            "(function() local r = {} for i = 1, 30 do r['k' .. i] = ('x'):rep(1000) end local t = {} "
                + "for i = 1, 5000 do t[i] = r end return t end)()"
        ),
        ("escapes", "('\\1'):rep(1 << 23)"),
        (
            "long names",
            "(function() local r = {[('k'):rep(1 << 18)] = 1} local t = {} for i = 1, 256 do t[i] = r end "
                + "return t end)()"
        ),
        ("shared tables", "(function() \(shared) return t end)()"),
        ("a record of references", "(function() \(text) \(named) return {t, t} end)()"),
    ]

    private static let asError =
        "local _, e = pcall(json.encode) e.kind, e.message, e.path, e.method, e.body, e.target = s, s, s, s, s, s "

    private static func create(_ field: String) -> String {
        "experiments.create{projectId = '1', key = 'k' .. tostring(i), \(field)}"
    }

    /// A script that catches what the code raises and says so.
    var script: String {
        """
        local ok, problem = pcall(function() \(Self.text) \(code) end)
        io.stdout:setvbuf "no"
        problem = not ok and tostring(problem):gsub("\\n", " ") or ""
        print("caught " .. tostring(ok) .. " " .. problem:sub(1, 200) .. problem:sub(-200))
        """
    }

    /// The same without `io`.
    var restrictedScript: String {
        script.split(separator: "\n").filter { !$0.contains("io.") }.joined(separator: "\n")
    }
}
