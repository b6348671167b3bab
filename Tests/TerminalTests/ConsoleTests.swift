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

    @Test func aClosedPipeIsAnErrorValue() {
        let (console, captured) = Console.test()
        captured.outFailure = .closed
        #expect(throws: ConsoleError.closed) { try console.out("x") }
    }
}
