import Testing

@testable import Terminal

struct ConsoleTests {
    @Test func dataAndTalkAreKeptApart() throws {
        let (console, captured) = Console.test()
        try console.out("data\n")
        console.err("talk\n")
        #expect(captured.outText == "data\n")
        #expect(captured.errText == "talk\n")
    }

    @Test func aPipeIsByteExactAndATerminalIsFiltered() throws {
        let bytes: [UInt8] = [0x1B, 0x5B, 0x48, 0xFF, 0x00]
        let pipe = Console.test()
        try bytes.withUnsafeBytes { try pipe.console.outVisible($0) }
        #expect(pipe.captured.out == bytes)
        let terminal = Console.test(isTerminal: true)
        try bytes.withUnsafeBytes { try terminal.console.outVisible($0) }
        #expect(terminal.captured.outText == "\\x1b[H\\xff\\x00")
    }

    @Test func talkOfOthersIsFilteredOnATerminal() {
        let terminal = Console.test(isTerminal: true)
        terminal.console.errVisible("a\u{1B}]0;x\u{7}b\n")
        #expect(terminal.captured.errText == "a\\x1b]0;x\\x07b\n")
        let file = Console.test()
        file.console.errVisible("a\u{1B}b\n")
        #expect(file.captured.errText == "a\u{1B}b\n")
    }

    /// field/attack 5
    @Test(arguments: ["\u{1B}[31mred\u{1B}[0m", "\u{1B}[30;40mgone", "\u{1B}[m", "\u{1B}[38;5;16m", "\u{1B}[7m"])
    func noColourOfOthersPassesAlsoWhereOursDo(_ text: String) throws {
        let terminal = Console.test(isTerminal: true, colour: true)
        terminal.console.errVisible(text)
        try Array(text.utf8).withUnsafeBytes { try terminal.console.outVisible($0) }
        #expect(!terminal.captured.errText.contains("\u{1B}"))
        #expect(!terminal.captured.outText.contains("\u{1B}"))
        #expect(terminal.captured.errText.contains("\\x1b["))
    }

    @Test func aClosedPipeIsAnErrorValue() {
        let (console, captured) = Console.test()
        captured.outFailure = .closed
        #expect(throws: ConsoleError.closed) { try console.out("x") }
    }
}
