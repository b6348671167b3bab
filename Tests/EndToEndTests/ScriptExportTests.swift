import TestSupport
import Testing

/// `scripts/export.lua --out`: what it writes to.
struct ScriptExportTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func export(_ arguments: [String], options: [String] = []) throws -> ShellProcess.Result {
        try home.script("export.lua", ["--format", "jsonl"] + arguments + ["guest-*"], options: options)
    }

    private func modeAndType(_ name: String) throws -> String {
        String(try home.system("stat -c '%a %F' -- \(name)").output.dropLast())
    }

    @Test func aFileKeepsItsModeAndALinkWhereItLeads() throws {
        // field/faults 13
        _ = try home.system("echo old > file; chmod 600 file; ln -s file link; mkdir sub; ln -s ../link sub/far")
        for name in ["file", "link", "sub/far"] {
            _ = try home.write("old", to: "file")
            let result = try export(["-o", name])
            #expect(result.exitCode == 0 && result.errors == "1 experiment written to \(name)\n")
            #expect(home.read("file")?.contains("guest-checkout") == true)
            #expect(try modeAndType("file") == "600 regular file")
        }
        #expect(try home.system("readlink link sub/far").output == "file\n../link\n")
        #expect(try home.system("ls").output == "file\nlink\nsandbox.sqlite\nsub\n")
    }

    @Test func aLinkToNothingMakesTheFileThatItLeadsTo() throws {
        _ = try home.system("ln -s new link; umask 077")
        #expect(try export(["-o", "link"]).exitCode == 0)
        #expect(try home.system("readlink link").output == "new\n")
        #expect(home.read("new")?.contains("guest-checkout") == true)
    }

    // Devices are named as /proc/self/fd/N: a mistake can replace nothing there, which in /dev it could, as root.
    @Test func whatIsNoFileIsWrittenTo() throws {
        // field/faults 13
        let export =
            "\"$AMPSH\" --sandbox-path sandbox.sqlite \(ShellHome.repository)/scripts/export.lua -f jsonl 'guest-*'"
        let result = try home.system(
            """
            mkfifo pipe; timeout 20 cat pipe > read &
            \(export) -o pipe && wait && stat -c %F pipe
            \(export) -o /proc/self/fd/1 | wc -l
            \(export) -o /proc/self/fd/1 > /dev/null && echo nothing
            \(export) -o >(cat > through); wait $!
            exec 5> open; before=$(stat -c %i open)
            \(export) -o /dev/fd/5
            test "$(stat -c %i open)" = "$before" && echo same
            ls *.part 2> /dev/null; true
            """)
        #expect(result.output == "fifo\n1\nnothing\nsame\n")
        for name in ["read", "through", "open"] {
            #expect(home.read(name)?.contains("guest-checkout") == true, "\(name)")
        }
        let full = try home.system("\(export) -o /proc/self/fd/1 > /dev/full")
        #expect(full.exitCode == 1)
        #expect(full.errors == "export.lua: cannot write: /proc/self/fd/1: No space left on device\n")
    }

    @Test func aDashIsStandardOutput() throws {
        // field/faults 13
        let result = try export(["-o", "-"])
        #expect(result.lines.count == 1)
        #expect(result.errors == "1 experiment\n")
        #expect(home.read("-") == nil)
    }

    @Test func oddNamesAreNamesAndNoCommands() throws {
        for name in ["it's; $(touch made).jsonl", "-x", "a b\"c", "*"] {
            #expect(try export(["-o", name]).exitCode == 0)
            #expect(home.read(name)?.contains("guest-checkout") == true, "\(name)")
        }
        #expect(home.read("made") == nil)
    }

    @Test func whatFailsLeavesTheFileAsItWas() throws {
        let old = try home.write("old", to: "file")
        let faults = try home.write(#"{"play": "status", "status": 400, "on": "reads"}"# + "\n", to: "faults.jsonl")
        #expect(try export(["-o", old], options: ["--faults", faults]).exitCode == 2)
        #expect(try export(["-o", old, "a\r"]).exitCode == 2)
        #expect(home.read("file") == "old")
        #expect(home.read("file.part") == nil)
        let folder = try export(["-o", home.path])
        #expect(folder.exitCode == 1 && folder.errors.contains("cannot write: \(home.path): Is a directory"))
    }
}
