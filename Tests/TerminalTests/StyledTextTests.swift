import Testing

@testable import Terminal

struct StyledTextTests {
    @Test func coloursAppearOnlyWhereAllowed() {
        var text = StyledText("a")
        text.append("b", .red)
        text.append("c", .red)
        #expect(text.rendered(colour: false) == "abc")
        #expect(text.rendered(colour: true) == "a\u{1B}[31mbc\u{1B}[0m")
        #expect(text.columns == 3)
    }

    @Test func whatAViewForgotIsMadeVisible() {
        #expect(StyledText("\u{1B}[2J\u{202E}", .red).rendered(colour: true) == "\u{1B}[31m\\x1b[2J\\u{202E}\u{1B}[0m")
        #expect(StyledText("\u{1B}[2J").rendered(colour: false) == "\\x1b[2J")
    }

    @Test(arguments: [
        ("plain> ", "plain> "),
        ("\u{1B}[31mx>\u{1B}[0m ", "\u{1}\u{1B}[31m\u{1}x>\u{1}\u{1B}[0m\u{1} "),
        ("x> \u{1B}[0m", "x> \u{1}\u{1B}[0m\u{1} "),
    ])
    func aPromptMarksItsEscapes(_ prompt: String, _ expected: String) {
        #expect(PromptText.marked(prompt) == expected)
    }
}
