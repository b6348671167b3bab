import LuaBridge
import Platform
import Testing

/// Stock functions that touch the terminal are told about, and work as they did.
struct TerminalUseTests {
    private final class Uses {
        var all: [TerminalUse] = []
    }

    private func uses(of code: String, isShared: Bool = true) throws -> [TerminalUse] {
        let state = try LuaState()
        let uses = Uses()
        state.watchTerminal(isShared: isShared) { uses.all.append($0) }
        try state.main.load(code, name: "=test")
        try state.main.call(arguments: 0, results: 0)
        return uses.all
    }

    @Test func writingToStandardOutputIsTold() throws {
        #expect(try uses(of: "io.write('')") == [.before, .withinLine])
        #expect(try uses(of: "io.write()") == [.before, .withinLine])
        #expect(try uses(of: "io.stderr:write('')") == [.before, .withinLine])
        #expect(try uses(of: "assert(io.write('', '') == io.stdout)") == [.before, .withinLine])
    }

    @Test func writingElsewhereIsNot() throws {
        #expect(
            try uses(
                of: """
                    local file = assert(io.tmpfile())
                    file:write('a line\\n')
                    io.output(file)
                    io.write('more')
                    file:seek('set')
                    assert(file:read('l') == 'a line')
                    file:close()
                    assert(not pcall(io.write, 'closed'))
                    io.output(io.stdout)
                    """
            ) == [])
        #expect(try uses(of: "io.write('')", isShared: false) == [])
    }

    @Test func errorsAreThoseOfStockLua() throws {
        let state = try LuaState()
        state.watchTerminal(isShared: true) { _ in }
        let lua = state.main
        let wrong = try lua.evaluate("return select(2, pcall(function() io.write({}) end))")
        #expect(wrong?.hasSuffix("bad argument #1 to 'write' (string expected, got table)") == true)
        #expect(try lua.evaluate("return debug.getinfo(io.write).what") == "C")
        #expect(try lua.evaluate("return (select(2, pcall(io.stdout.write, 1)))")?.contains("FILE*") == true)
    }

    @Test func aChildThatControlCEndedIsToldEvenWhereNothingIsDrawn() throws {
        // A child inherits what the threads of the tests ignore or block.
        signal(SIGINT, SIG_DFL)
        var interrupt = sigset_t()
        var former = sigset_t()
        sigemptyset(&interrupt)
        sigaddset(&interrupt, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &interrupt, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        #expect(try uses(of: "os.execute('kill -INT $$')", isShared: false) == [.childInterrupted])
        #expect(try uses(of: "os.execute('kill -TERM $$')", isShared: false) == [])
        #expect(try uses(of: "assert(select(3, os.execute('exit 2')) == 2)", isShared: false) == [])
        #expect(try uses(of: "os.execute('true')") == [.before, .afterLine])
    }
}
