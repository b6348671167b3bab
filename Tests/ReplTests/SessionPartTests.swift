import Testing

@testable import Repl

/// The small machines behind the commands.
struct SessionPartTests {
    @Test(arguments: [
        ("f();", true), ("f() ; -- quiet", true), ("x = ';'", false), ("f() -- not;", false), ("s = [[;]]", false),
        ("f(); --[[ long\ncomment ]]", true), ("[==[ ]] ;]==]", false), ("'a\\';'", false), ("", false), (";", true),
        ("t[1];", true),
    ])
    func aSemicolonAtTheEndAsksForSilence(_ text: String, _ expected: Bool) {
        #expect(LuaStatementEnd.endsInSemicolon(text) == expected, "\(text)")
    }

    @Test(
        arguments: [
            ("exit", "exit", 0), ("quit()", "quit", 0), (" exit ( 3 ) ", "exit", 3), ("quit(255)", "quit", 255),
        ] as [(String, String, Int32)])
    func waysToLeave(_ entry: String, _ name: String, _ code: Int32) {
        let request = LeaveRequest.read(entry)
        #expect(request?.name == name)
        #expect(request?.code == code)
    }

    @Test(arguments: ["exit(256)", "exit(x)", "exiting", "exit = 1", "exit(-1)", "quit('a')"])
    func whatIsNoWayToLeave(_ entry: String) {
        #expect(LeaveRequest.read(entry) == nil)
    }

    @Test(arguments: [("7", 7, 7), ("3-7", 3, 7)])
    func rangesOfEntries(_ text: String, _ first: Int, _ last: Int) throws {
        let range = try EntryRange(text)
        #expect(range.first == first)
        #expect(range.last == last)
        #expect(range.text == text)
    }

    @Test(arguments: ["", "0", "7-3", "-3", "a", "1-2-3", "3-"])
    func whatIsNoRange(_ text: String) {
        #expect(throws: CommandError.self) { try EntryRange(text) }
    }

    @Test(arguments: [
        ("5 f(x)", 5.0, "f(x)"), ("f(x)", 2.0, "f(x)"), ("0.5 1 + 1", 0.5, "1 + 1"), ("x y", 2.0, "x y"),
    ])
    func watchTakesSecondsAndCode(_ argument: String, _ seconds: Double, _ code: String) throws {
        let read = try WatchArgument.read(argument)
        #expect(read.seconds == seconds)
        #expect(read.code == code)
    }

    @Test(arguments: ["", "5", "0 f()", "1e9 f()"])
    func whatWatchDoesNotTake(_ argument: String) {
        #expect(throws: CommandError.self) { try WatchArgument.read(argument) }
    }

    @Test(
        arguments: [
            ([], ["a"], [true]), (["a"], ["a"], [false]), (["a", "b"], ["b"], [false]),
            (["a", "b", "c"], ["a", "x", "c"], [false, true, false]),
            (["a", "c"], ["a", "b", "c"], [false, true, false]),
        ] as [([String], [String], [Bool])])
    func newLinesAreMarked(_ old: [String], _ new: [String], _ marks: [Bool]) {
        #expect(LineChanges.marks(from: old, to: new) == marks)
    }

    @Test func longTextsAreComparedPlaceByPlace() {
        let old = (0..<1000).map(String.init)
        var new = old
        new[500] = "x"
        #expect(LineChanges.marks(from: old, to: new).filter { $0 }.count == 1)
    }

    @Test(arguments: [
        (Duration.microseconds(120), Traffic(), "0.12 ms"),
        (.milliseconds(512), Traffic(requests: 3, retries: 1, bytes: 12_345), "512 ms, 3 requests, 12.3 kB, 1 retry"),
        (.milliseconds(1_240), Traffic(requests: 1, bytes: 999), "1.24 s, 1 request, 999 B"),
        (.seconds(125), Traffic(requests: 1, retries: 2, bytes: 2_000_000), "2 min 5 s, 1 request, 2.00 MB, 2 retries"),
    ])
    func timesAreShort(_ elapsed: Duration, _ traffic: Traffic, _ expected: String) {
        #expect(TimingLine.text(elapsed, traffic) == expected)
    }

    @Test(arguments: [
        ("7", [7]), ("3-5", [3, 4, 5]), ("1-2,5", [1, 2, 5]), ("5,1", [1, 5]),
    ])
    func selectionsOfEntries(_ text: String, _ numbers: [Int]) throws {
        let selection = try EntrySelection(text)
        #expect((1...9).filter(selection.contains) == numbers)
        #expect(selection.text == text)
    }

    @Test(arguments: ["", ",", "1,", "1,,2", "1-2,x"])
    func whatIsNoSelection(_ text: String) {
        #expect(throws: CommandError.self) { try EntrySelection(text) }
    }

    @Test func theTranscriptNumbersWhatItKeepsAndHidesWhatIsPrivate() {
        var transcript = Transcript()
        transcript.former = ["old 1", "old 2"]
        transcript.add("x = 1", isCode: true)
        transcript.add(" hidden = 1", isCode: true)
        transcript.add("k = 'ampex_0123456789'", isCode: true)
        transcript.add(".help")
        transcript.add("y = 2", isCode: true)
        #expect(transcript.last(4).map(\.text) == ["old 2", "x = 1", ".help", "y = 2"])
        #expect(transcript.last(4).map(\.number) == [nil, 1, 4, 5])
        #expect(transcript.last(1).map(\.text) == ["y = 2"])
        #expect(transcript.lastCode == 5)
        #expect(transcript[2]?.text == " hidden = 1")
        #expect(transcript[6] == nil)
    }
}
