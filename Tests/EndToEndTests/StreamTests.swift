import Platform
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

    /// field/faults 21
    @Test func internalPipesNeverTakeTheNumbersOfClosedStreams() throws {
        let result = try home.system(
            """
            "$AMPSH" --sandbox-path :memory: -e 'print(1) print(io.read()) experiments.list()' <&- >&- 2> said; echo $?
            "$AMPSH" -e 'f = io.open("f", "w") f:write(tostring(io.read()), " end") f:close() print(2)' <&- >&- 2>&-
            """)
        #expect(result.lines == ["1"])
        #expect(home.read("said")?.contains("standard output") == true)
        #expect(home.read("f") == "nil end")
    }

    @Test func aClosedInputIsAnEmptyScript() throws {
        let result = try home.system("\"$AMPSH\" <&-; echo $?; \"$AMPSH\" - <&-; echo $?")
        #expect(result.output == "0\n0\n")
        #expect(result.errors == "")
    }

    /// field/attack 9: the signal would end the process without its output.
    @Test(arguments: [
        "for i = 1, 1e5 do print(i) end", "for i = 1, 1e5 do io.write(i, '\\n') end", "io.write(('x'):rep(1e6))",
        "print(('x'):rep(1e6))", "for i = 1, 1e5 do pcall(print, i) end",
    ])
    func aFileThatMayNotGrowIsAFailureThatIsTold(_ code: String) throws {
        let result = try home.system(
            #"ulimit -f 1; "$AMPSH" -e "$CODE" > big; echo $?; wc -c < big"#, environment: ["CODE": code])
        #expect(result.lines == ["1", "1024"])
        #expect(result.errors.contains("standard output"), "\(result.errors)")
    }

    /// Nothing else is written, of which the failure would be ours.
    @Test func whatAnIgnoredWriteLostIsAFailureToo() throws {
        let result = try home.system("\"$AMPSH\" -e 'local _ = io.write((\"x\"):rep(10000))' > /dev/full")
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("standard output"), "\(result.errors)")
    }

    /// field/attack 9: a reader that does not read keeps nobody.
    @Test(arguments: [
        "for i = 1, 1e6 do print(i) end", "while true do pcall(print, ('x'):rep(1000)) end", "print(('x'):rep(1e7))",
        "for i = 1, 1e6 do io.write(i, '\\n') end", "for i = 1, 1e6 do io.stdout:write(('x'):rep(1e5)) end",
    ])
    func aBlockedOutputEndsWithTheTimeLimit(_ code: String) throws {
        let file = try home.write(code, to: "blocked.lua")
        let result = try home.system(
            """
            mkfifo pipe; exec 3<> pipe
            begun=$(date +%s%N)
            "$AMPSH" --time-limit 0.5 \(file) > pipe; code=$?
            echo $code $((($(date +%s%N) - begun) / 1000000))
            """)
        let words = result.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        #expect(words.first == 124)
        // It takes a fifth of a second; the limit of a second before the process is ended is not reached.
        #expect((words.last ?? 9_999) < 1_400, "\(result.output) \(result.errors)")
        #expect(result.errors.contains("the time limit of 0.5 s is over"), "\(result.errors)")
        #expect(!result.errors.contains("it was ended"), "\(result.errors)")
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aBlockedOutputEndsWithASignal(_ signal: Int32) throws {
        let result = try home.system(
            """
            mkfifo pipe; exec 3<> pipe
            "$AMPSH" -e 'os.execute("(sleep 0.3; kill -\(signal) $PPID) &") while true do print(("x"):rep(1000)) end' > pipe
            echo $?
            """)
        #expect(result.output == "\(128 + signal)\n")
        #expect(result.errors.contains("nobody reads it"), "\(result.errors)")
    }

    /// A signal in the middle of a write loses nothing of what a slow reader gets: neither lines in between nor the last
    /// that were printed.
    @Test func aSlowReaderMissesNoByte() throws {
        let result = try home.system(
            """
            "$AMPSH" -e 'n = 0 last = setmetatable({}, {__gc = function() io.stderr:write(n, "\\n") end})
                os.execute("(sleep 0.2; kill -TERM $PPID) &") for i = 1, 1e7 do print(i) n = i end' 2> said |
                { sleep 0.4; cat; } > out
            head -c -1 out | awk 'NR != $1 { print "hole", NR, $1; exit }'; tail -c 1 out | od -An -c
            [ "$(wc -l < out)" -ge "$(tail -n 1 said)" ] && echo all
            """)
        #expect(result.output.split(whereSeparator: \.isWhitespace) == ["\\n", "all"], "\(result.output)")
    }

    /// field/attack 5
    @Test func noColourOfAServerOrAScriptReachesATerminal() throws {
        let server = try ScriptedServer(.answer(400, #"{"message":"\u001b[30;40mhidden"}"#))
        defer { server.end() }
        for code in [
            "experiments.get(1)", "print(select(2, pcall(experiments.get, 1)))",
            "pp(select(2, pcall(experiments.get, 1)))",
            "error('\\27[30;40mhidden')", "print('\\27[31mhidden\\27[0m')", "'\\27[7mhidden'",
            "warn('@on', '') warn('\\27[8mhidden')",
            "return {name = '\\27[31mhidden'}",
        ] {
            let session = try home.terminal(
                ["--color", "always", "--url", server.url, "-e", code], environment: ["AMPSH_API_KEY": "ampex_12345678"]
            )
            _ = try session.expectExit()
            let shown = session.rest
            #expect(shown.contains("hidden"), "\(code): \(shown)")
            for sequence in ["\u{1B}[30", "\u{1B}[31m", "\u{1B}[7m", "\u{1B}[8m"] {
                #expect(!shown.contains(sequence), "\(code): \(shown.debugDescription)")
            }
        }
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
