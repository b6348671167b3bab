import Testing

@testable import ShellCommand

@Suite struct CommandLineSplitterTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let words: [String]
        let options: [String]
        var program = SplitCommandLine.Program.none
        var arguments: [String] = []

        var testDescription: String { words.joined(separator: " ") }
    }

    /// Options as "spelling" or "spelling value".
    static let divided: [Case] = [
        Case(words: [], options: []),
        Case(words: ["a.lua"], options: [], program: .file("a.lua")),
        Case(
            words: ["a.lua", "--help", "-e", "--"], options: [], program: .file("a.lua"),
            arguments: ["--help", "-e", "--"]),
        Case(words: ["-"], options: [], program: .standardInput),
        Case(words: ["-", "-", "x"], options: [], program: .standardInput, arguments: ["-", "x"]),
        Case(words: [""], options: [], program: .file("")),
        Case(words: ["-e", "x()"], options: ["-e x()"]),
        Case(words: ["-ex()"], options: ["-e x()"]),
        Case(words: ["-e", ""], options: ["-e "]),
        Case(words: ["-e=1"], options: ["-e =1"]),
        Case(words: ["-lmod", "-e", "x", "-l", "m2"], options: ["-l mod", "-e x", "-l m2"]),
        Case(words: ["-i", "-v", "-q", "a"], options: ["-i", "-v", "-q"], program: .file("a")),
        Case(words: ["--url", "https://x", "s.lua"], options: ["--url https://x"], program: .file("s.lua")),
        Case(words: ["--url=https://x?a=b"], options: ["--url https://x?a=b"]),
        Case(words: ["--url="], options: ["--url "]),
        Case(
            words: ["--sandbox", "sandbox", "serve", "--port", "0"], options: ["--sandbox"],
            program: .subcommand(.sandbox), arguments: ["serve", "--port", "0"]),
        Case(words: ["doctor"], options: [], program: .subcommand(.doctor)),
        Case(words: ["./sandbox"], options: [], program: .file("./sandbox")),
        Case(words: ["--"], options: []),
        Case(words: ["-q", "--", "-x.lua", "-y"], options: ["-q"], program: .file("-x.lua"), arguments: ["-y"]),
        Case(words: ["--", "sandbox"], options: [], program: .file("sandbox")),
        Case(words: ["--", "-"], options: [], program: .file("-")),
        Case(words: ["--", "--"], options: [], program: .file("--")),
        Case(words: ["--profile", "sandbox", "x"], options: ["--profile sandbox"], program: .file("x")),
        Case(words: ["--version"], options: ["--version"]),
    ]

    @Test(arguments: divided)
    func wordsAreDividedAtTheFirstThatIsNoOption(_ example: Case) throws {
        let split = try CommandLineSplitter().split(example.words)
        #expect(split.options.map { $0.spelling + ($0.value.map { " \($0)" } ?? "") } == example.options)
        #expect(split.program == example.program)
        #expect(split.arguments == example.arguments)
    }

    @Test(arguments: [
        (["--sandbx"], UsageError.unknownOption("--sandbx", nearest: "--sandbox")),
        (["--sandbx=1"], .unknownOption("--sandbx", nearest: "--sandbox")),
        (["--readonly"], .unknownOption("--readonly", nearest: "--read-only")),
        (["--no-rc"], .unknownOption("--no-rc", nearest: "--norc")),
        (["--colour"], .unknownOption("--colour", nearest: "--color")),
        (["-sandbox"], .unknownOption("-sandbox", nearest: "--sandbox")),
        (["--zzz"], .unknownOption("--zzz", nearest: nil)),
        (["--=x"], .unknownOption("--", nearest: nil)),
        (["-x"], .unknownOption("-x", nearest: nil)),
        (["-iq"], .unknownOption("-iq", nearest: nil)),
        (["-vx"], .unknownOption("-vx", nearest: nil)),
        (["---"], .unknownOption("---", nearest: nil)),
        (["--api-key", "k"], .unknownOption("--api-key", nearest: nil)),
        (["-e"], .missingValue(option: "-e", placeholder: "CODE", following: nil)),
        (["-e", "-i"], .missingValue(option: "-e", placeholder: "CODE", following: "-i")),
        (["--url"], .missingValue(option: "--url", placeholder: "URL", following: nil)),
        (["--url", "--sandbox"], .missingValue(option: "--url", placeholder: "URL", following: "--sandbox")),
        (["--sandbox=yes"], .unexpectedValue(option: "--sandbox")),
        (["--sandbox="], .unexpectedValue(option: "--sandbox")),
        (["plan"], .notInThisVersion("plan")), (["types"], .notInThisVersion("types")),
        (["apply"], .notInThisVersion("apply")), (["plan"], .notInThisVersion("plan")),
        (["test"], .notInThisVersion("test")), (["types"], .notInThisVersion("types")),
        (["-q", "types", "out"], .notInThisVersion("types")),
    ])
    func aMistakeIsNamed(_ words: [String], _ error: UsageError) {
        #expect(throws: error) { try CommandLineSplitter().split(words) }
    }

    @Test func theWordingNamesTheOptionAndTheWayOut() {
        #expect(
            UsageError.unknownOption("--sandbx", nearest: "--sandbox").description
                == "unknown option '--sandbx'; did you mean '--sandbox'?")
        #expect(
            UsageError.missingValue(option: "-e", placeholder: "CODE", following: "-1").description
                == "option '-e' needs a value: -e CODE (a value that begins with a dash is written -e-1)")
        #expect(
            UsageError.missingValue(option: "--rps", placeholder: "N", following: "-1").description
                == "option '--rps' needs a value: --rps N (a value that begins with a dash is written --rps=-1)")
    }

    @Test func theBytesOfAValueAreFoundAgain() throws {
        let raw: [[UInt8]] = [Array("ampsh".utf8), Array("-e".utf8) + [0x78, 0xFF], Array("-l".utf8), [0xFE]]
        let words = CommandLineWords(bytes: raw)
        let split = try CommandLineSplitter().split(words.texts)
        #expect(split.options.compactMap(\.place).map(words.value) == [[0x78, 0xFF], [0xFE]])
    }

    @Test func aValueThatHasToBeTextIsRefusedWhenItIsNot() throws {
        let words = CommandLineWords(bytes: [[], Array("--profile=a".utf8) + [0xFF]])
        let split = try CommandLineSplitter().split(words.texts)
        #expect(throws: UsageError.notText(option: "--profile")) { try words.checkText(of: split.options) }
        let code = CommandLineWords(bytes: [[], Array("-e".utf8) + [0xFF]])
        try code.checkText(of: CommandLineSplitter().split(code.texts).options)
    }
}
