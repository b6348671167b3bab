import TestSupport
import Testing

/// A reader that leaves early: quiet where only reading was done, never in the middle of changes.
struct BrokenPipeTests {
    /// Runs code into a reader that takes one line; the exit code of ampsh is the second line.
    private func pipeline(_ code: String) throws -> ShellProcess.Result {
        let home = try ShellHome()
        let file = try home.write(code, to: "piped.lua")
        let shell = "{ \"$0\" --sandbox-path sandbox.sqlite \"$1\"; echo \"exit $?\" >&2; } | head -1"
        return try ShellProcess.run(
            "/bin/sh", ["-c", shell, ShellHome.executable, file],
            environment: ["HOME": home.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"], in: home.path)
    }

    @Test(arguments: ["while true do print('x') end", "while true do io.write('x\\n') end"])
    func aScriptThatOnlyPrintsEndsQuietly(code: String) throws {
        let result = try pipeline(code)
        #expect(result.output == "x\n")
        #expect(result.errors == "exit 0\n")
    }

    @Test func changesThatBeganAreNotCutOff() throws {
        let code = """
            local n = 0
            for i = 1, 300 do
              experiments.activate("31238")
              n = n + 1
              pcall(print, ("x"):rep(1000))
            end
            io.stderr:write(n, " done\\n")
            """
        let result = try pipeline(code)
        #expect(result.errors == "300 done\nexit 0\n")
    }

    @Test func changesThatEndBecauseNobodyReadsAreNotCalledDone() throws {
        let code = "for i = 1, 300 do experiments.activate('31238') print(('x'):rep(1000)) end"
        let result = try pipeline(code)
        #expect(
            result.errors
                == "ampsh: standard output was closed after changes were sent; the script ended there\nexit 1\n")
    }
}
