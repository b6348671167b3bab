import TestSupport
import Testing

/// What goes to which stream, and what happens when a stream is closed or full.
struct StreamTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    @Test(arguments: [
        "for i = 1, 1e6 do print(i) end", "for i = 1, 1e6 do io.write(i, '\\n') end",
        "while true do pcall(print, 1) end", "experiments.all{}", "for i = 1, 1e6 do pp{i} end",
    ])
    func aClosedPipeEndsQuietlyWithZero(_ code: String) throws {
        let result = try home.system(
            #""$AMPSH" --output lua --sandbox-path :memory: -e "$CODE" | head -1; echo "${PIPESTATUS[0]}""#,
            environment: ["CODE": code])
        #expect(result.errors == "")
        #expect(result.lines.count == 2)
        #expect(result.lines.last == "0")
    }

    @Test(arguments: ["-e 'print(1)'", "-e 1", "-e 'for i = 1, 1e5 do print(i) end'", "--help", "-v", "sandbox info"])
    func aFullDiskIsAFailureThatIsTold(_ words: String) throws {
        let result = try home.system("\"$AMPSH\" \(words) > /dev/full")
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("standard output"), "\(result.errors)")
    }

    @Test func whatWasWrittenComesOutHoweverLongTheStateTakesToClose() throws {
        let endless = "setmetatable({}, {__gc = function() while true do end end})"
        let result = try home.ampsh(["-e", "print('written') \(endless)"])
        #expect(result.exitCode == 0)
        #expect(result.output == "written\n")
    }

    @Test func whatFinalizersWriteComesOut() throws {
        let result = try home.ampsh(["-e", "print(1) setmetatable({}, {__gc = function() print(2) end})"])
        #expect(result.output == "1\n2\n")
    }

    @Test func closedStreamsAreNoCrash() throws {
        #expect(try home.system("\"$AMPSH\" -e 1 >&-").exitCode == 1)
        #expect(try home.system("\"$AMPSH\" -e 1 <&-").output == "1\n")
        #expect(try home.system("\"$AMPSH\" -e 'error(1)' 2>&-").exitCode == 1)
        #expect(try home.system("\"$AMPSH\" -e 'error(1)' 2>/dev/full").exitCode == 1)
    }

    @Test func pipedTextIsExactToTheByte() throws {
        let result = try home.ampsh(["-e", #"print("a\0\27[31m\xff\u{202e}") io.write("\x9b")"#])
        #expect(result.outputBytes == Array("a\0\u{1B}[31m".utf8) + [0xFF] + Array("\u{202E}\n".utf8) + [0x9B])
        #expect(try home.ampsh(["-e", #""\27]0;x\7""#]).output == "\u{1B}]0;x\u{7}\n")
    }

    @Test func aTerminalGetsNoControlCharacters() throws {
        let session = try home.terminal(["-e", #"print("a\27]0;x\7b\x9b\u{202e}z")"#])
        #expect(try session.expectExit() == 0)
        #expect(session.rest == "a\\x1b]0;x\\x07b\\x9b\\u{202E}z\r\n")
    }

    @Test func pipedResultsAreCompleteJSON() throws {
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", "experiments.all{}"])
        #expect(result.output.hasPrefix("[{") && result.output.hasSuffix("}]\n"))
        #expect(result.lines.count == 1)
        #expect(result.output.contains("忘れ物"))
        #expect(!result.output.contains("…"))
    }

    @Test func everyFormatShowsAPage() throws {
        let starts = [
            "table": "id     key", "json": "[{\"", "jsonl": "{\"", "csv": "id,key,", "lua": "{\n  {\n",
        ]
        for (format, start) in starts {
            let result = try home.ampsh(
                ["--output", format, "--sandbox-path", ":memory:", "-e", "experiments.list{limit = 2}"])
            #expect(result.output.hasPrefix(start), "\(format): \(result.output)")
            #expect(result.exitCode == 0)
        }
    }

    @Test func coloursAreForTerminalsThatWantThem() throws {
        let arguments = ["--sandbox-path", ":memory:", "-e", "experiments.list{limit = 3}"]
        func output(_ options: [String], _ environment: [String: String]) throws -> String {
            let session = try home.terminal(options + arguments, environment: environment)
            #expect(try session.expectExit() == 0)
            return session.rest
        }
        #expect(try output([], [:]).contains("\u{1B}["))
        #expect(try !output([], ["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try !output([], ["TERM": "dumb"]).contains("\u{1B}["))
        #expect(try !output(["--color", "never"], [:]).contains("\u{1B}["))
        #expect(try output(["--color", "always"], ["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try !home.ampsh(arguments).output.contains("\u{1B}["))
    }

    @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "POSIX"], ["LC_ALL": "xx_YY"], ["LC_ALL": "", "LANG": ""]])
    func aLocaleWithoutUTF8ChangesNoBytes(_ environment: [String: String]) throws {
        let result = try home.ampsh(
            ["--sandbox-path", ":memory:", "-e", "experiments.get(31215).name"], environment: environment)
        #expect(result.output.hasPrefix("忘れ物"))
        #expect(result.errors == "")
    }
}
