import TestSupport
import Testing

/// A key that was pasted in the place of something else, in the config file, an option or a variable: every field by every
/// message about settings. field/attack 7d
struct PastedKeyTests {
    private static let keys = ["ampex_Xe3Jd8Uw5Ks2Bv9Gn6Cy4Ma7To1", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"]

    /// Config files in which KEY stands where something else should.
    private static let files = [
        "[KEY]\nkey_env = \"PROD\"", "[KEY]\n", "[KEY]\nurl = \"x\"\nkey_env = \"PROD\"", "[KEY]\nkey_env = 5",
        "KEY = 1",
        "[profiles]\nKEY = 1", "[profiles.KEY]\nkey_env = \"P\"\nprotected = true", "[prod]\nKEY = \"x\"",
        "[prod]\nurl = \"KEY\"\nkey_env = \"PROD\"", "[prod]\nurl = \"https://KEY.example.com\"\nkey_env = \"PROD\"",
        "[prod]\nurl = \"https://u:KEY@example.com\"\nkey_env = \"PROD\"",
        "[prod]\nurl = \"http://KEY\"\nkey_env = \"PROD\"",
        "[prod]\nurl = \"KEY://x\"\nkey_env = \"PROD\"", "[prod]\nurl = \"https://x:KEY\"\nkey_env = \"PROD\"",
        "[prod]\nurl = \"https://127.0.0.1:9/KEY\"\nkey_env = \"PROD\"", "[prod]\nkey_env = \"KEY\"",
        "[prod]\nkey_env = \"KEY\"\nkey_file = \"x\"", "[prod]\nkey_file = \"KEY\"", "[prod]\nkey_file = \"~/KEY\"",
        "[prod]\nkey_file = \"/KEY/x\"", "[prod]\nkey_command = \"KEY\"", "[prod]\nkey_command = \"KEY --show\"",
        "[prod]\nkey_command = \"'KEY'\"", "[prod]\nkey_command = [\"KEY\"]", "[prod]\nkey_command = [\"\", \"KEY\"]",
        "[prod]\nkey_env = \"PROD\"\napi = \"KEY\"", "[prod]\nkey_env = \"PROD\"\ncolor = \"KEY\"",
        "[prod]\nkey_env = \"PROD\"\nrps = \"KEY\"", "[prod]\nkey_env = \"PROD\"\nprotected = \"KEY\"",
        "[prod]\nkey_env = KEY", "[prod]\nkey_env = \"KEY", "[prod]\nKEY", "KEY", "[KEY", "[KEY]\n[KEY]",
        "[prod]\nkey_env = 'KEY",
    ]

    /// Everything that says something about settings. NAME is the profile.
    private static let calls: [(arguments: [String], input: String)] = [
        (["doctor"], ""), (["--profile", "NAME", "doctor"], ""),
        (["--profile", "NAME", "-e", "experiments.activate('1')"], ""),
        (["--profile", "absent", "-e", "1"], ""),
        (["-e", "pcall(connect, {profile = 'NAME'}) connect{profile = 'NAME'}.experiments.list()"], ""),
        (
            ["--sandbox-path", ":memory:", "-i"],
            ".profile\n.env\n.profile NAME\nshell.profile()\nshell.profile('NAME')\n1\n"
        ),
        (["--profile", "NAME", "-i"], ".profile\n.env\n.profile\nexperiments.activate('1')\n.profile absent\n"),
    ]

    /// Both for the report; the suite takes them in turn.
    private static func keys(of place: Int) -> [String] {
        Reliability.isFull ? keys : [keys[place % keys.count]]
    }

    @Test(arguments: files.indices)
    func noMessageShowsAKeyOfTheConfigFile(_ place: Int) throws {
        let file = Self.files[place]
        for key in Self.keys(of: place) {
            let home = try ShellHome()
            _ = try home.system(
                "mkdir -p config/ampsh && touch config/ampsh/config.toml && chmod 600 config/ampsh/config.toml")
            _ = try home.write(file.replacing("KEY", with: key) + "\n", to: "config/ampsh/config.toml")
            let name = file.contains("[KEY]") || file.contains(".KEY]") ? key : "prod"
            for call in Self.calls {
                let result = try home.ampsh(
                    call.arguments.map { $0.replacing("NAME", with: name) },
                    // What is typed is shown by nobody but a terminal.
                    environment: ["PROD": "ampex_0123456789abcdefgh", "HTTPS_PROXY": "http://127.0.0.1:9"],
                    input: call.input.replacing("NAME", with: name))
                try check(result, key, "\(call.arguments) with \(file)")
            }
        }
    }

    /// KEY in the place of an option's value, a variable's, or a word.
    private static let commands: [(arguments: [String], environment: [String: String])] = [
        (["--profile", "KEY", "-e", "1"], [:]), (["--url", "KEY", "-e", "1"], [:]),
        (["--url", "https://KEY", "-e", "1"], [:]),
        (["--url", "https://u:KEY@h", "-e", "1"], ["AMPSH_API_KEY": "k"]), (["--output", "KEY", "-e", "1"], [:]),
        (["--color", "KEY", "-e", "1"], [:]), (["--rps", "KEY", "-e", "1"], [:]),
        (["--timeout", "KEY", "-e", "1"], [:]),
        (["--memory-limit", "KEY", "-e", "1"], [:]), (["--time-limit", "KEY", "-e", "1"], [:]),
        (["--allow-writes", "KEY", "-e", "1"], [:]), (["--faults", "KEY", "-e", "1"], [:]), (["--KEY"], [:]),
        (["KEY"], [:]),
        (["-KEY"], [:]), (["sandbox", "KEY"], [:]), (["sandbox", "serve", "--port", "KEY"], [:]),
        (["doctor", "KEY"], [:]),
        (["--url", "KEY", "--url", "other", "-e", "1"], [:]), (["--profile", "KEY", "--sandbox", "-e", "1"], [:]),
        (["--sandbox-path", "/dev/null/KEY", "-e", "experiments.list()"], [:]),
        (["--sandbox-path", "/dev/null/KEY", "doctor"], [:]),
        (
            ["-e", "experiments.list()", "--ca-file", "KEY"],
            ["AMPSH_API_KEY": "k", "AMPSH_URL": "https://127.0.0.1:9"]
        ),
        (["-e", "1"], ["AMPSH_PROFILE": "KEY"]), (["-e", "1"], ["AMPSH_URL": "KEY"]),
        (["-e", "1"], ["AMPSH_URL": "https://KEY.example", "AMPSH_API_KEY": ""]), (["doctor"], ["AMPSH_URL": "KEY"]),
        (["-e", "1"], ["AMPSH_RPS": "KEY"]), (["-e", "1"], ["AMPSH_TIMEOUT": "KEY"]),
        (["-e", "1"], ["AMPSH_OUTPUT": "KEY"]),
        (["-e", "1"], ["AMPSH_READ_ONLY": "KEY"]), (["-e", "1"], ["AMPSH_YES": "KEY"]),
        (["-e", "1"], ["AMPSH_LOG": "KEY"]),
        (["-i"], ["AMPSH_PAGER": "KEY", "HTTPS_PROXY": "http://u:KEY@h:1", "NO_PROXY": "KEY"]),
        (["doctor"], ["HTTPS_PROXY": "KEY://h", "AMPSH_API_KEY": "k", "AMPSH_URL": "https://api.invalid"]),
    ]

    @Test(arguments: commands.indices)
    func noMessageShowsAKeyOfTheCommandLine(_ index: Int) throws {
        let (arguments, environment) = Self.commands[index]
        for key in Self.keys(of: index) {
            let home = try ShellHome()
            let result = try home.ampsh(
                arguments.map { $0.replacing("KEY", with: key) },
                environment: environment.mapValues { $0.replacing("KEY", with: key) },
                input: arguments == ["-i"] ? ".env\n.set\n" : "")
            try check(result, key, "\(arguments) \(environment)")
        }
    }

    /// No eight characters of it in a row.
    private func check(_ result: ShellProcess.Result, _ key: String, _ what: String) throws {
        let said = result.output + result.errors
        let secret = Array(key.hasPrefix("ampex_") ? key.dropFirst(6) : key[...])
        for start in 0...(secret.count - 8) where said.contains(String(secret[start..<start + 8])) {
            Issue.record("\(what): \(said)")
            return
        }
    }

    @Test func tabOffersNoNameThatIsAKey() throws {
        let home = try ShellHome()
        _ = try home.system("mkdir -p config/ampsh")
        let key = Self.keys[0]
        _ = try home.write("[staging]\nkey_env = \"P\"\n[\(key)]\nkey_env = \"P\"\n", to: "config/ampsh/config.toml")
        _ = try home.system("chmod 600 config/ampsh/config.toml")
        let session = try home.prompt()
        // What is typed before the prompt is there again may be thrown away with what Ctrl-C drops.
        for line in [".profile \t\t\t\t", "connect{profile = \"\t\t\t\t"] {
            session.type(line)
            try session.expect("staging")
            session.type("\u{3}")
            // The line was drawn again below what Tab listed: the next prompt is the one after Ctrl-C.
            try session.expect("^C")
            try session.expect("ampsh sandbox> ")
        }
        session.type("\u{4}")
        _ = try session.expectExit()
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("ampex_"))
    }
}
