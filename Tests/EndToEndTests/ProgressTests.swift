import TestSupport
import Testing

/// The line about long work, on a terminal and elsewhere.
struct ProgressTests {
    private static let work = """
        parallel({1, 2, 3, 4, 5, 6, 7, 8}, function(i)
          experiments.get(i)
          if i == 6 then print('printed') io.write('written\\n') io.write('half ') end
        end, {concurrency = 1})
        print('over')
        """

    private let home: ShellHome
    private let server: ScriptedServer

    init() throws {
        home = try ShellHome()
        server = try ScriptedServer { .answer(200, $0.object, after: .milliseconds(300)) }
    }

    private func environment(_ more: [String: String] = [:]) -> [String: String] {
        ["AMPSH_URL": server.url, "AMPSH_API_KEY": "ampex_progress123456"].merging(more) { $1 }
    }

    @Test func itStandsWhileTheWorkGoesOnAndLeavesNothing() throws {
        defer { server.end() }
        let session = try home.terminal(["--color", "never", "-e", Self.work], environment: environment())
        try session.expect("parallel 2/8 · ")
        try session.expect("/s · ")
        try session.expect(" s left")
        // What the code writes stands on lines of its own.
        try session.expect("\r\u{1B}[Kprinted\r\nwritten\r\nhalf over\r\n")
        #expect(try session.expectExit() == 0)
        let screen = Self.screen(session.transcript)
        #expect(screen == ["printed", "written", "half over"])
    }

    @Test func aLoopOverCallsCountsThem() throws {
        defer { server.end() }
        let session = try home.terminal(
            ["--color", "never", "-e", "for i = 1, 4 do experiments.get(i) end"], environment: environment())
        try session.expect(" calls · ")
        #expect(try session.expectExit() == 0)
        #expect(Self.screen(session.transcript).isEmpty)
    }

    @Test(arguments: [(["-q"], [:]), ([], ["TERM": "dumb"])] as [([String], [String: String])])
    func thereIsNoneWhereItIsNotWanted(_ arguments: [String], _ more: [String: String]) throws {
        defer { server.end() }
        let session = try home.terminal(
            arguments + ["--color", "never", "-e", Self.work], environment: environment(more))
        #expect(try session.expectExit() == 0)
        let seen = String(decoding: session.transcript, as: UTF8.self)
        #expect(!seen.contains("8 ·") && !seen.contains("\u{1B}["))
    }

    @Test func whatIsNoTerminalGetsNone() throws {
        defer { server.end() }
        let result = try home.ampsh(["-e", Self.work], environment: environment(["TERM": "xterm"]))
        #expect(result.output == "printed\nwritten\nhalf over\n")
        #expect(result.errors == "")
    }

    /// The lines that are left, by the few rules that the program uses: carriage return, erase to the end, newline.
    private static func screen(_ bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var line: [Character] = []
        var column = 0
        var rest = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n":
                lines.append(String(line))
                line = []
                column = 0
            case "\u{1B}":
                rest = rest.dropFirst(2)
                line = Array(line.prefix(column))
            default:
                if column < line.count { line[column] = Character(scalar) } else { line.append(Character(scalar)) }
                column += 1
            }
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }
}
