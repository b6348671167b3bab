import TestSupport
import Testing

/// What is taller than the screen goes through a pager, where the user asked for one.
struct PagerTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func session(pager: String) throws -> TerminalSession {
        let session = try home.terminal(
            ["--norc", "--sandbox-path", ":memory:"],
            environment: ["NO_COLOR": "1", "AMPSH_PAGER": pager, "AMPSH_HISTORY": ""])
        try session.expect("ampsh sandbox> ")
        return session
    }

    private static let tall = "('x\\n'):rep(100) .. 'end'"

    @Test func onlyWhatIsTallerThanTheScreenIsPaged() throws {
        let session = try session(pager: "sed 's/^/paged /'")
        #expect(try session.reply(to: "'short'") == "short\n")
        #expect(try session.reply(to: Self.tall).contains("paged x\npaged end\n"))
    }

    @Test func withoutAPagerNothingIsPaged() throws {
        let session = try session(pager: "")
        #expect(try !session.reply(to: Self.tall).contains("paged"))
    }

    @Test func aPagerThatLeavesEarlyHarmsNothing() throws {
        let session = try session(pager: "head -n 1")
        #expect(try session.reply(to: "('y'):rep(70, '\\n'):rep(3000, '\\n')") == "y\n")
        #expect(try session.reply(to: "6 * 7") == "42\n")
    }

    @Test func aMissingPagerIsToldAndTheTextIsShown() throws {
        let session = try session(pager: "no-such-pager")
        let shown = try session.reply(to: Self.tall)
        #expect(shown.contains("ampsh: the pager no-such-pager could not be run"))
        #expect(shown.contains("x\nend\n"))
    }

    @Test func aKilledPagerIsToldAndTheTerminalRestored() throws {
        let session = try session(pager: "stty raw -echo </dev/tty; kill -9 $$")
        let shown = try session.reply(to: Self.tall)
        #expect(shown.contains("was ended by signal 9"))
        #expect(try session.reply(to: "6 * 7") == "42\n")
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        #expect(session.isCooked)
    }

    @Test func ctrlCInThePagerDoesNotEndTheShell() throws {
        let session = try session(
            pager: "trap 'echo caught; exit 0' INT; cat >/dev/null; echo waiting; while :; do :; done")
        session.type(Self.tall + "\r")
        try session.expect("waiting")
        session.type("\u{3}")
        try session.expect("caught")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "6 * 7") == "42\n")
    }

    @Test func ctrlCStopsAToStringThatLoops() throws {
        let session = try session(pager: "")
        session.type(
            "setmetatable({}, {__tostring = function() io.stderr:write('loo', 'ping') while true do end end})\r")
        try session.expect("looping")
        session.type("\u{3}")
        try session.expect("interrupted")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "6 * 7") == "42\n")
    }

    @Test(arguments: ["C", "POSIX", ""]) func withoutALocaleViewsAreASCII(_ locale: String) throws {
        let session = try home.terminal(
            ["--sandbox-path", ":memory:", "-e", "experiments.list{limit = 1}"],
            environment: ["LC_ALL": locale, "NO_COLOR": "1"], columns: 100)
        #expect(try session.expectExit() == 0)
        let shown = String(decoding: session.transcript, as: UTF8.self)
        #expect(shown.contains("1 experiment | ") && shown.contains("control ##### 100 %"))
        #expect(shown.utf8.allSatisfy { $0 < 0x80 }, "\(shown)")
    }
}
