import Testing

@testable import Repl

@Suite
struct ScreenTextTests {
    @Test(arguments: [
        ("short\n", "short\n"), ("one two three four five six\n", "one two three four\nfive six\n"),
        ("  one two three four five\n\nx", "  one two three four\n  five\n\nx"),
        ("                one two three", "                one two three"),
        (String(repeating: "x", count: 25), String(repeating: "x", count: 20) + "\nxxxxx"),
    ])
    func aLineIsBrokenAtItsSpaces(_ text: String, _ expected: String) {
        #expect(ScreenText(width: 20).wrapped(text) == expected)
    }
}
