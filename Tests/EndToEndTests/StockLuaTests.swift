import Platform
import TestSupport
import Testing

/// The Lua of the system, to compare with.
enum StockLua {
    /// Where it is; nil where it is not installed.
    static let path: String? = ["/usr/bin/lua5.4", "/usr/local/bin/lua5.4", "/opt/homebrew/bin/lua5.4"].first { path in
        access(path, X_OK) == 0
    }

    /// How the two programs call themselves in messages.
    static let names = ["ampsh"] + [path].compactMap { $0 } + ["lua5.4"]
}

/// A script that stock Lua runs, runs the same here: same output, same exit code, same message.
@Suite(.enabled(if: StockLua.path != nil, "stock lua5.4 is not installed"))
struct StockLuaTests {
    /// Runs the file with both and compares.
    private func compare(_ home: ShellHome, _ words: [String], input: String = "") throws {
        let stock = try ShellProcess.run(
            try #require(StockLua.path), words, environment: ["PATH": "/usr/bin:/bin", "HOME": home.path],
            input: Array(input.utf8), in: home.path)
        let ours = try home.ampsh(words, input: input)
        #expect(Self.settled(ours.output) == Self.settled(stock.output))
        #expect(ours.exitCode == stock.exitCode)
        #expect(message(ours.errors) == message(stock.errors))
    }

    /// Without what differs from run to run: addresses and the names of temporary files.
    private static func settled(_ text: String) -> String {
        text.replacing(/0x[0-9a-f]{6,}/, with: "ADDRESS").replacing(/\/tmp\/lua_\w+/, with: "FILE")
    }

    /// What is told before the traceback, without the program's name.
    private func message(_ errors: String) -> String {
        let lines = errors.split(separator: "\n").prefix { $0 != "stack traceback:" }.joined(separator: "\n")
        guard let start = StockLua.names.first(where: { lines.hasPrefix($0 + ": ") }) else { return lines }
        return String(lines.dropFirst(start.count + 2))
    }

    @Test(arguments: [
        "#!/usr/bin/lua\nprint(debug.getinfo(1, 'l').currentline)", "print(...) print(#arg, arg[0], arg[1], arg[2])",
        "print(select('#', ...))", "os.exit(3)", "os.exit(true, true)", "os.exit(false)", "io.write('x') os.exit(4)",
        "print(1)\nerror('here')", "error('no place', 0)", "error()", "error({})", "error(nil)", "error(42)",
        "error(setmetatable({}, {__tostring = function() return 'told' end}))",
        "local a = nil\nprint(a.b)", "local t = {}\nt.x.y = 1", "print(1 + {})", "print(#5)", "undefined()",
        "local s = 'a' .. {}", "x = = 1", "for", "print('unfinished", "goto nowhere", "break",
        "local x <const> = 1 x = 2",
        "return 1, 2", "return", "string.rep()", "('x'):bad()", "math.floor('a')", "setmetatable(1, {})",
        "assert(false)", "assert(nil, 'told')", "assert(false, {})",
        "local t <close> = setmetatable({}, {__close = function() print('closed') end}) error('after')",
        "setmetatable({}, {__gc = function() print('collected') end})",
        "print(pcall(error)) print(pcall(error, 'x', 0)) print(xpcall(error, function(m) return m .. '!' end, 'x'))",
        "warn('@on') warn('one', 'two')", "print(_VERSION)", "io.stderr:write('talk\\n')",
        "print(io.read('l')) print(io.read('n')) print(io.read('a'))",
        "coroutine.wrap(function() error('inside') end)()",
        "debug.sethook(function() error('hook') end, '', 100) while true do end",
        "print(require == require, package.loaded.string == string, type(package.searchers))",
        "local socket = require 'socket' print(socket._VERSION, type(socket.gettime()))",
        "local s = require('socket').tcp() print(s:settimeout(0.1)) print(s:connect('127.0.0.1', 1))",
        "print(os.getenv('HOME') ~= nil, os.getenv('NOTHING'), os.tmpname() ~= nil)",
        "print(os.execute('exit 3')) print(io.popen('echo hi'):read('a')) print(io.popen('exit 4'):close())",
        "local f = io.open('/nonexistent/file') print(f, select(2, io.open('/nonexistent/file')))",
        "io.lines('/nonexistent/file')", "dofile('/nonexistent.lua')", "print(loadfile('/nonexistent.lua'))",
        "print(load('return 1 +')) print(load('return ...', 'name', 't', {})(5))",
        "local f = load(string.dump(function() return 7 end), 'b', 'b') print(f())",
    ])
    func aScriptRunsTheSame(_ code: String) throws {
        let home = try ShellHome()
        _ = try home.write(code, to: "script.lua")
        try compare(home, ["script.lua", "a", "-x"], input: "line\n12.5 rest\nof it")
        try compare(home, ["-"], input: code)
    }

    @Test(arguments: [
        ["-e", "print(1)", "-e", "print(2)"], ["-e", "error('x')"], ["-e", "x ="],
        ["-l", "socket", "-e", "print(type(socket))"],
        ["-e", "print(arg[0], arg[-1], #arg)"], ["-"], ["--", "script.lua", "-v"],
        ["-e", "io.write('a')", "script.lua", "b"],
        ["-e", "print(...)", "script.lua", "b"], ["./script.lua", "", " ", "*"],
    ])
    func theCommandLineIsReadTheSame(_ words: [String]) throws {
        let home = try ShellHome()
        _ = try home.write("print('script', ...) for i = 0, #arg do print(i, arg[i]) end", to: "script.lua")
        if words.contains(where: { $0.contains("arg[-1]") }) {
            // Where no script is, arg[0] is the program, whose name differs.
            #expect(try home.ampsh(["-e", "print(arg[0] ~= nil, #arg)"]).output == "true\t2\n")
        } else {
            try compare(home, words, input: "print('from standard input', arg[0], ...)")
        }
    }

    @Test func modulesAreFoundBesideTheScript() throws {
        let home = try ShellHome()
        _ = try home.write("return {name = ..., path = select(2, ...)}", to: "beside.lua")
        _ = try home.write("local m = require 'beside' print(m.name, m.path)", to: "script.lua")
        try compare(home, ["script.lua"])
        _ = try home.write("x = = 1", to: "beside.lua")
        try compare(home, ["script.lua"])
        _ = try home.write("error('while loading')", to: "beside.lua")
        try compare(home, ["script.lua"])
    }

    @Test(arguments: StockLuaPrograms.all)
    func theLanguageIsTheSame(_ program: StockLuaPrograms.Program) throws {
        let home = try ShellHome()
        _ = try home.write(program.code, to: "script.lua")
        try compare(home, ["script.lua"])
    }
}
