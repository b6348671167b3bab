import JSON
import Testing

struct JSONVisitorTests {
    static let cases: [(text: String, events: [String])] = [
        ("1", ["i1"]),
        ("[]", ["[", "]0"]),
        ("{}", ["{", "}0"]),
        ("[1]", ["[", "i1", "]1"]),
        (#"{"a":1}"#, ["{", "ka", "i1", "}1"]),
        ("[[],[1,2.5],{}]", ["[", "[", "]0", "[", "i1", "n2.5", "]2", "{", "}0", "]3"]),
        (
            #"{"a":[null,true,"x\n"],"b":{"c":{}},"a":-0}"#,
            ["{", "ka", "[", "null", "true", "sx\n", "]3", "kb", "{", "kc", "{", "}0", "}1", "ka", "n-0.0", "}3"]
        ),
    ]

    @Test(arguments: cases)
    func theEventsComeInOrderWithTheirCounts(_ text: String, _ events: [String]) throws {
        var recorder = EventRecorder()
        try Array(text.utf8).withUnsafeBytes { try JSONReader.read($0, into: &recorder) }
        #expect(recorder.events == events)
    }

    @Test(arguments: cases)
    func aVisitorThatThrowsStopsTheReaderThere(_ text: String, _ events: [String]) {
        for stop in events.indices {
            var recorder = EventRecorder(stopsAt: stop)
            let error = #expect(throws: JSONReadError<EventRecorder.Stop>.self) {
                try Array(text.utf8).withUnsafeBytes { try JSONReader.read($0, into: &recorder) }
            }
            if case .visitor = error {} else { Issue.record("\(text) did not stop at \(stop)") }
            #expect(recorder.events == Array(events.prefix(stop)))
        }
    }

    @Test func anEmptyBufferEndsWhereAValueWasExpected() {
        var recorder = EventRecorder()
        let error = #expect(throws: JSONReadError<EventRecorder.Stop>.self) {
            try JSONReader.read(UnsafeRawBufferPointer(start: nil, count: 0), into: &recorder)
        }
        guard case .text(let text) = error else {
            Issue.record("no error of the text")
            return
        }
        #expect(text.kind == .endOfText(expected: .value))
    }
}
