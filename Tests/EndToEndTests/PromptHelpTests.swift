import TestSupport
import Testing

/// Help, results and names at the prompt of the real binary, on a sandbox.
struct PromptHelpTests {
    private let home: ShellHome

    init() throws { home = try ShellHome() }

    // field/prompt 10 and 11
    @Test func everythingHasHelp() throws {
        let session = try home.prompt()
        try session.reply(to: "e = experiments.get('31238')")
        for question in ["help(e)", "e?"] {
            #expect(try session.reply(to: question).contains("stickyBucketing: boolean"), "\(question)")
        }
        #expect(try session.reply(to: "e.state?").contains("A field of Experiment"))
        for question in ["print?", "help(print)", "help 'print'"] {
            #expect(try session.reply(to: question).hasPrefix("print(...)"), "\(question)")
        }
        #expect(try session.reply(to: "help 'Condition'").hasPrefix("Condition: "))
        #expect(try session.reply(to: "help 'keys'").contains("Shift-Tab"))
        #expect(try session.reply(to: "help()").contains("experiments.each{...}, experiments.all{...}"))
    }

    // field/prompt 9
    @Test(arguments: ["help", "experiments", "experiments.list", "print", "string", "shell.save"])
    func noBareNameIsAnAddress(_ name: String) throws {
        let session = try home.prompt()
        let shown = try session.reply(to: name)
        #expect(!shown.contains("0x") && shown.contains(name))
    }

    // field/prompt 7, issue 19.8
    @Test func aKeyInPlaceOfAnIdHasItsIdNamedAlsoAfterAPartialList() throws {
        let session = try home.prompt()
        try session.reply(to: "x = experiments.list{limit = 1}")
        #expect(
            try session.reply(to: "experiments.get('group-ticket')")
                .contains("note: \"group-ticket\" is a key; its id is 31223"))
        session.type("print('=' .. experiments.get(\"group\t).id .. '=')\r")
        try session.expect("=31223=")
    }

    // field/prompt 14 and 16
    @Test func whatWouldBeSilentOrEndlessIsSaid() throws {
        let session = try home.prompt()
        #expect(try session.reply(to: "experimets.list()").contains("did you mean experiments?"))
        try session.reply(to: "e = experiments.get('31238')")
        #expect(try session.reply(to: "e.keyy") == "note: e.keyy is nil; did you mean e.key?\n")
        #expect(
            try session.reply(to: "parallel(experiments.list{limit = 9}, function() end)") == "9 values, each null\n")
        #expect(try session.reply(to: "y = 5; y") == "5\n")
        #expect(try session.reply(to: "y = = 2").hasSuffix("  y = = 2\n      ^\n"))
    }

    @Test func aLoopVariableAndAValueAreCompleted() throws {
        let session = try home.prompt()
        session.type("for e in experiments.each{} do if e.stat\t == 'decision-made' then n = (n or 0) + 1 end end\r")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "n") != "")
        session.type("for e in experiments.each{} do if e.state == \"dec\t then m = (m or 0) + 1 end end\r")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "m == n") == "true\n")
    }
}
