import Testing

@testable import Terminal

struct TransientLineTests {
    @Test func itGoesBeforeAnythingElseIsWritten() throws {
        let (console, captured) = Console.test(isTerminal: true)
        console.show(transient: "one")
        console.show(transient: "one")
        console.show(transient: "two")
        #expect(String(decoding: captured.err, as: UTF8.self) == "\r\u{1B}[Kone\r\u{1B}[Ktwo")
        captured.err = []
        try console.out("data\n")
        #expect(String(decoding: captured.err, as: UTF8.self) == "\r\u{1B}[K")
        captured.err = []
        console.eraseTransient()
        console.err("talk\n")
        #expect(String(decoding: captured.err, as: UTF8.self) == "talk\n")
        captured.err = []
        console.show(transient: "three")
        console.err("talk\n")
        #expect(String(decoding: captured.err, as: UTF8.self) == "\r\u{1B}[Kthree\r\u{1B}[Ktalk\n")
    }

    @Test func itDoesNotOverwriteALineThatIsNotFinished() throws {
        let (console, captured) = Console.test(isTerminal: true)
        try console.out("half")
        console.show(transient: "line")
        #expect(captured.err.isEmpty)
        try console.out(" done\n")
        console.show(transient: "line")
        #expect(!captured.err.isEmpty)
        console.noteOutput(endsLine: false)
        console.eraseTransient()
        captured.err = []
        console.show(transient: "line")
        #expect(captured.err.isEmpty)
        console.noteOutput(endsLine: true)
        console.show(transient: "line")
        #expect(!captured.err.isEmpty)
    }

    @Test func thereIsNoneWhereStandardErrorIsNoTerminal() throws {
        let (console, captured) = Console.test(isTerminal: false)
        #expect(!console.canShowTransient)
        console.show(transient: "line")
        try console.out("data")
        console.eraseTransient()
        #expect(captured.err.isEmpty)
    }
}
