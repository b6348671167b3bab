import Testing

@testable import Terminal

struct ColourPolicyTests {
    private typealias Variables = [String: String]

    @Test(arguments: [
        (ColourPolicy.Choice.auto, true, ["TERM": "xterm"], true),
        (.auto, false, ["TERM": "xterm"], false),
        (.auto, true, ["TERM": "dumb"], false),
        (.auto, true, [:], false),
        (.auto, true, ["TERM": "xterm", "NO_COLOR": "1"], false),
        (.auto, true, ["TERM": "xterm", "NO_COLOR": ""], true),
        (.auto, false, ["CLICOLOR_FORCE": "1"], true),
        (.auto, false, ["CLICOLOR_FORCE": "0"], false),
        (.auto, true, ["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
        (.auto, true, ["TERM": "xterm", "CLICOLOR": "0"], false),
        (.always, false, ["NO_COLOR": "1", "TERM": "dumb"], true),
        (.never, true, ["CLICOLOR_FORCE": "1", "TERM": "xterm"], false),
    ])
    func flagThenVariablesThenTerminal(
        _ choice: ColourPolicy.Choice, _ isTerminal: Bool, _ variables: [String: String], _ expected: Bool
    ) {
        #expect(
            ColourPolicy.allowsColour(choice: choice, isTerminal: isTerminal) { variables[$0] } == expected)
    }
}
