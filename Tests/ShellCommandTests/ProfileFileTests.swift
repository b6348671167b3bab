import ManagementAPI
import Testing

@testable import ShellCommand

@Suite struct ProfileFileTests {
    private func parse(_ text: String) throws -> ProfileFile { try ProfileFile(parsing: Array(text.utf8)) }

    private func problem(_ text: String) -> ProfileFileError? {
        do {
            _ = try parse(text)
            return nil
        } catch {
            return error as? ProfileFileError
        }
    }

    @Test func everyFieldIsRead() throws {
        let file = try parse(
            """
            # ours
            [prod]
            url = "https://x"
            key_env = "K"
            api = "beta"
            protected = true
            rps = 40
            color = "red"
            """)
        var prod = Profile(name: "prod")
        prod.url = "https://x"
        prod.key = .variable("K")
        prod.generation = .beta
        prod.isProtected = true
        prod.rate = 40
        prod.colour = .red
        #expect(file.profiles == [prod])
        #expect(file.keyVariables == ["K"])
        #expect(file.profile(named: "prod") == prod)
        #expect(file.profile(named: "Prod") == nil)
    }

    @Test func aKeyCommandIsATextForTheShellOrAProgramWithItsArguments() throws {
        let file = try parse("[a]\nkey_command = 'pass show a | head -1'\n[b]\nkey_command = ['op', 'read', 'x y']")
        #expect(
            file.profiles.map(\.key) == [
                .command(.shell("pass show a | head -1")), .command(.program(["op", "read", "x y"])),
            ])
        #expect(
            file.profiles.compactMap(\.key).map { if case .command(let command) = $0 { command.words } else { [] } }
                == [
                    ["/bin/sh", "-c", "pass show a | head -1"], ["op", "read", "x y"],
                ])
    }

    @Test func anEmptyFileHasNoProfiles() throws {
        #expect(try parse("").profiles.isEmpty)
        #expect(try parse("# nothing\n").profiles.isEmpty)
    }

    @Test func profilesMayStandUnderOneTable() throws {
        let file = try parse("[profiles.a]\nkey_file='k'\n[b]\nrps=0.5\n[profiles.\"c d\"]\nkey_command='x'")
        #expect(file.profiles.map(\.name) == ["a", "b", "c d"])
        #expect(file.profiles.map(\.key) == [.file("k"), nil, .command(.shell("x"))])
        #expect(file.profiles[1].rate == 0.5)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        let text: String
        let problem: ProfileFileError.Problem
        var profile: String? = "p"
        let line: Int
        let column: Int

        var testDescription: String { text }
    }

    @Test(arguments: [
        Wrong(text: "[p]\n\n  ulr = 'x'", problem: .unknownField("ulr", nearest: "url"), line: 3, column: 3),
        Wrong(text: "[p]\nkeyEnv = 'x'", problem: .unknownField("keyEnv", nearest: "key_env"), line: 2, column: 1),
        Wrong(text: "[p]\r\nwhat = 1\r\n", problem: .unknownField("what", nearest: nil), line: 2, column: 1),
        Wrong(text: "[p]\n\"od d\" = 1", problem: .unknownField("od d", nearest: nil), line: 2, column: 1),
        Wrong(text: "url = 'x'", problem: .notAProfile("url"), profile: nil, line: 1, column: 1),
        Wrong(text: "[profiles]\na = 1", problem: .notAProfile("a"), profile: nil, line: 2, column: 1),
        Wrong(
            text: "[p]\nurl = 1", problem: .wrongType(field: "url", expected: "a string", found: "an integer"), line: 2,
            column: 1),
        Wrong(
            text: "[p]\nrps = '5'", problem: .wrongType(field: "rps", expected: "a number", found: "a string"), line: 2,
            column: 1),
        Wrong(
            text: "[p]\nprotected = 'yes'",
            problem: .wrongType(field: "protected", expected: "true or false", found: "a string"), line: 2, column: 1),
        Wrong(text: "[p]\nrps = 0", problem: .badRate("0.0"), line: 2, column: 1),
        Wrong(text: "[p]\nrps = nan", problem: .badRate("nan"), line: 2, column: 1),
        Wrong(
            text: "[p]\nkey_command = 1",
            problem: .wrongType(field: "key_command", expected: "a string or an array of strings", found: "an integer"),
            line: 2, column: 1),
        Wrong(
            text: "[p]\nkey_command = ['a', 1]",
            problem: .wrongType(field: "key_command", expected: "a string or an array of strings", found: "an integer"),
            line: 2, column: 1),
        Wrong(text: "[p]\nkey_command = []", problem: .emptyField("key_command"), line: 2, column: 1),
        Wrong(text: "[p]\nkey_command = ''", problem: .emptyField("key_command"), line: 2, column: 1),
        Wrong(text: "[p]\nkey_env = ''", problem: .emptyField("key_env"), line: 2, column: 1),
        Wrong(
            text: "[p]\napi = 'v9'",
            problem: .badChoice(field: "api", value: "v9", choices: ["beta", "v1"], nearest: "v1"), line: 2, column: 1),
        Wrong(text: "[p]\nkey_env = 'a'\nkey_file = 'b'", problem: .twoKeys("key_env", "key_file"), line: 3, column: 1),
        Wrong(
            text: "[q]\nurl='u'\n[p]\nurl=1",
            problem: .wrongType(field: "url", expected: "a string", found: "an integer"), line: 4, column: 1),
        Wrong(
            text: "p = {url = 1}", problem: .wrongType(field: "url", expected: "a string", found: "an integer"),
            line: 1,
            column: 1),
        Wrong(text: "[profiles.p]\n[p]", problem: .repeatedProfile, line: 2, column: 1),
        Wrong(text: "[\"\"]", problem: .emptyName, profile: "", line: 1, column: 1),
    ])
    func aMistakeIsNamedWithItsPlace(_ wrong: Wrong) {
        #expect(
            problem(wrong.text)
                == ProfileFileError(
                    profile: wrong.profile, problem: wrong.problem, line: wrong.line, column: wrong.column))
    }

    @Test func whatIsNoTOMLIsToldWithLineAndColumn() {
        let found = problem("[p]\nurl = \n")
        #expect(found?.line == 2)
        #expect(found?.column != nil)
        guard case .notTOML? = found?.problem else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(problem("[p]\n[p]\n")?.line == 2)
        #expect(problem("[p]\nurl='a'\nurl='b'")?.line == 3)
    }

    @Test func bytesThatAreNoTextAreRefused() {
        #expect(throws: ProfileFileError(profile: nil, problem: .notUTF8, line: nil, column: nil)) {
            try ProfileFile(parsing: [0xFF])
        }
        #expect(throws: ProfileFileError(profile: nil, problem: .containsNUL, line: nil, column: nil)) {
            try ProfileFile(parsing: Array("[a]\n".utf8) + [0] + Array("[b]".utf8))
        }
    }

    @Test func deepNestingIsAnErrorAndNoCrash() {
        #expect(problem("a = " + String(repeating: "[", count: 100_000)) != nil)
        #expect(problem("[" + String(repeating: "a.", count: 10_000) + "b]") != nil)
    }

    @Test func theWordingNamesFileLineProfileAndField() {
        #expect(
            problem("[prod]\nulr = 'x'")?.description(path: "/c.toml")
                == "/c.toml:2:1: profile 'prod': unknown field 'ulr'; did you mean 'url'?")
    }
}
