import TestSupport
import Testing

/// Pipes, devices and files without an end in the place of files. field/attack 9
struct OddFileTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
        _ = try home.system("mkdir -p config/ampsh state/ampsh data/ampsh")
    }

    /// Where a file is read at the start: its name, how the shell is called, and what its message begins with.
    private static let places: [(file: String, call: String)] = [
        ("config/ampsh/config.toml", "-e 1"), ("config/ampsh/config.toml", "doctor"),
        ("key", "--profile prod -e 'experiments.list()'"), ("key", "--profile prod doctor"),
        ("script.lua", "./script.lua"),
        ("script.lua", "--restricted ./script.lua"), ("script.lua", "-- script.lua"),
        ("module.lua", "--restricted -l module ./main.lua"), ("faults.jsonl", "--sandbox --faults faults.jsonl -e 1"),
        ("faults.jsonl", "sandbox serve --port 0 --faults faults.jsonl"),
        ("roots.pem", "--profile prod --ca-file roots.pem -e 'experiments.list()'"),
        ("odd.sqlite", "--sandbox-path odd.sqlite -e 'experiments.list()'"),
        ("script.lua", "-e 'shell.load \"script.lua\"'"),
    ]

    @Test(arguments: places, ["a pipe", "a device", "a huge file"])
    func itIsNamedAndDoesNotHoldTheStart(_ place: (file: String, call: String), _ kind: String) throws {
        if place.file != "config/ampsh/config.toml" {
            _ = try home.write(
                "[prod]\nurl = \"https://127.0.0.1:9\"\nkey_file = \"\(home.path)/key\"\n", to: Self.config)
            _ = try home.write("k", to: "key")
        }
        _ = try home.write("", to: "main.lua")
        let make =
            switch kind {
            case "a pipe": "mkfifo -m 600 \(place.file)"
            // A link to one where nobody may make one.
            case "a device": "mknod -m 600 \(place.file) c 1 5 2> /dev/null || ln -s /dev/zero \(place.file)"
            default: "truncate -s 64G \(place.file) && chmod 600 \(place.file)"
            }
        let result = try home.system(
            """
            rm -f \(place.file); \(make) && chmod 600 \(Self.config) key 2> /dev/null
            timeout 20 "$AMPSH" \(place.call); echo "code $?"
            """, environment: ["XDG_CONFIG_HOME": "\(home.path)/config"])
        let said = result.output + result.errors
        // The disk may not hold so large a file; a sandbox of it is no database.
        if kind == "a huge file", said.contains("truncate:") || place.file == "odd.sqlite" || place.file == "roots.pem"
        {
            return
        }
        #expect(!said.contains("code 124") && !said.contains("code 0"), "\(place) \(kind): \(said)")
        let name = place.file.split(separator: "/").last.map(String.init) ?? ""
        let shown = place.call.contains("-l module") ? "module" : name
        #expect(said.contains(shown), "\(place) \(kind): \(said)")
    }

    private static let config = "config/ampsh/config.toml"

    /// What stands in the place of a script and has an end is a script.
    @Test(arguments: [
        "bash -c '\"$AMPSH\" <(echo \"print(7)\")'", "echo 'print(7)' | \"$AMPSH\" /dev/stdin",
        "echo 'print(7)' | \"$AMPSH\" -", "echo 'print(7)' | \"$AMPSH\"",
        "echo 'print(7)' > s; \"$AMPSH\" /dev/stdin < s", "echo 'print(7)' > s; \"$AMPSH\" - < s",
        "bash -c '\"$AMPSH\" <(sleep 1.5; echo \"print(7)\")'", "(sleep 1.5; echo 'print(7)') | \"$AMPSH\" /dev/stdin",
        "bash -c '\"$AMPSH\" <(echo \"print(\"; sleep 1.5; echo \"7)\")'",
        "mkfifo p; echo 'print(7)' > p & \"$AMPSH\" p", "mkfifo p; (sleep 0.3; echo 'print(7)' > p) & \"$AMPSH\" p",
        "mkfifo p; (sleep 1.5; echo 'print(7)') > p & \"$AMPSH\" p",
        "bash -c '\"$AMPSH\" --restricted <(echo \"print(7)\")'",
        "bash -c '\"$AMPSH\" --sandbox --faults <(echo \"{}\" | head -c 0) -e 7'",
        "\"$AMPSH\" -e 7 /dev/null", "\"$AMPSH\" -e 7 - < /dev/null", "\"$AMPSH\" -e 7 /dev/stdin < /dev/null",
        "bash -c '\"$AMPSH\" -e 7 <(true)'",
        "bash -c '\"$AMPSH\" -e \"shell.load \\\"/dev/fd/5\\\"\" 5< <(echo \"print(7)\")'",
    ])
    func aScriptFromAPipeRuns(_ line: String) throws {
        let result = try home.system(line)
        #expect(result.output == "7\n", "\(result.errors)")
    }

    @Test func whatIsOnATerminalIsReadToItsEnd() throws {
        let session = try home.terminal(["/dev/stdin"])
        session.type("print('from', 'terminal')\n\u{4}")
        try session.expect("from\tterminal")
        #expect(try session.expectExit() == 0)
    }

    @Test(arguments: [
        ("p", "mkfifo p", "cannot read p: it is a pipe, and nobody writes into it"),
        ("/dev/zero", ":", "cannot read /dev/zero: it is a device"),
        ("/dev/stdin < /dev/zero", ":", "cannot read /dev/stdin: it is a device"),
        ("- < /dev/zero", ":", "cannot read standard input: it is a device"),
        ("- < big", "truncate -s 300M big", "cannot read standard input: it is larger than 256 MB"),
        ("/dev/stdin", "yes", "cannot read /dev/stdin: it is larger than 256 MB"),
        ("-", "yes", "cannot read standard input: it is larger than 256 MB"),
    ])
    func theMessageSaysWhatItIs(_ script: String, _ before: String, _ message: String) throws {
        let pipe = before == "yes" ? "yes 'print(1)' |" : "\(before);"
        let result = try home.system("\(pipe) timeout 60 \"$AMPSH\" \(script)")
        #expect(result.errors == "ampsh: \(message)\n")
        #expect(result.exitCode == 1)
    }

    /// Whoever waits for a writer that is there and silent can be stopped.
    @Test func aSignalEndsTheWaitForAWriter() throws {
        let result = try home.system(
            """
            mkfifo p; exec 3<> p
            "$AMPSH" p & sleep 1.3; kill -TERM $!; wait $!; echo $?
            """)
        #expect(result.output == "143\n", "\(result.errors)")
    }
}
