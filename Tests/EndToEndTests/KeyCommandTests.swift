import TestSupport
import Testing

/// A profile whose key a password manager prints.
struct KeyCommandTests {
    private static let key = "ampex_5ecret0f7ests1234"

    private func home(_ command: String, url: String) throws -> ShellHome {
        let home = try ShellHome()
        let result = try home.system(
            """
            umask 077 && mkdir -p config/ampsh && cat > config/ampsh/config.toml <<'END'
            [prod]
            url = "\(url)"
            key_command = \(command)
            END
            """)
        #expect(result.exitCode == 0, "\(result.errors)")
        return home
    }

    @Test(arguments: ["\"printf '\(key)\\\\nuser: ada\\\\n'\"", #"["printf", "%s", "\#(key)"]"#])
    func itsFirstLineIsTheBearer(_ command: String) throws {
        let server = try ScriptedServer(.answer(200, "[]"))
        defer { server.end() }
        let result = try home(command, url: server.url).ampsh(["--profile", "prod", "-e", "request('GET', '/x')"])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(server.requests.allSatisfy { $0.text.lowercased().contains("authorization: bearer \(Self.key)\r\n") })
        #expect(server.requests.count == 1)
        #expect(!(result.output + result.errors).contains(Self.key))
    }

    @Test func aFailureIsAUsageErrorWithoutWhatItPrinted() throws {
        let home = try home("\"echo \(Self.key); echo locked >&2; exit 9\"", url: "http://127.0.0.1:9")
        let result = try home.ampsh(["--profile", "prod", "-e", "1"])
        #expect(result.exitCode == 2)
        // Its own standard error passes through.
        #expect(result.errors == "locked\nampsh: key_command: it ended with code 9\n")
        #expect(result.output.isEmpty)
    }
}
