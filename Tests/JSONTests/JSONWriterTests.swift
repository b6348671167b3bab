import JSON
import Memory
import Testing

struct JSONWriterTests {
    static let values: [(value: JSONValue, text: String)] = [
        (.null, "null"), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"),
        (.integer(.max), "9223372036854775807"),
        (.integer(.min), "-9223372036854775808"), (1.0, "1.0"), (-0.0, "-0.0"), (0.1, "0.1"), (1e300, "1e+300"),
        (1e16, "1e+16"), (.number(.leastNonzeroMagnitude), "5e-324"), (.number(100), "100.0"), ("", #""""#),
        ("é€😀", #""é€😀""#),
        ("\"\\/\u{8}\u{C}\n\r\t\0\u{1F}\u{7F}", "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7F}\""),
        ([], "[]"), ([:], "{}"), ([1, [2, []], [:]], "[1,[2,[]],{}]"),
        (["b": 1, "a": ["c": .null], "": 2], #"{"b":1,"a":{"c":null},"":2}"#),
    ]

    @Test(arguments: values)
    func aValueHasItsCompactText(_ value: JSONValue, _ text: String) throws {
        #expect(value.description == text)
        #expect(try JSONValue(parsing: value.encoded()) == value)
        #expect(try JSONValue(parsing: value.encoded(indent: 2)) == value)
    }

    @Test func anIndentPutsEveryMemberOnALine() {
        let value: JSONValue = ["a": [1, 2], "b": [:], "c": [], "d": ["e": .null]]
        #expect(
            String(decoding: value.encoded(indent: 2), as: UTF8.self) == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {},
                  "c": [],
                  "d": {
                    "e": null
                  }
                }
                """)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aNumberThatIsNotFiniteIsRefused(_ number: Double) {
        var writer = JSONWriter()
        #expect(throws: JSONWriteError.self) { try writer.number(number) }
    }

    @Test func bytesThatAreNoUTF8AreRefusedWithTheirPlace() throws {
        let text = RawText(Array("0123456é".utf8) + [0xFF, 0x61])
        var writer = JSONWriter()
        #expect(throws: JSONWriteError.invalidUTF8(offset: 9)) { try writer.string(utf8: text.bytes) }
        #expect(throws: JSONWriteError.invalidUTF8(offset: 9)) { try writer.key(utf8: text.bytes) }
        withExtendedLifetime(text) {}
    }

    @Test func keysAndStringsOfBytesAreWrittenAsThoseOfStrings() throws {
        var writer = JSONWriter()
        try writer.beginObject()
        let key = RawText(Array("k\"é".utf8))
        let value = RawText(Array("v\n".utf8))
        let nothing = RawText([])
        try writer.key(utf8: key.bytes)
        try writer.string(utf8: value.bytes)
        try writer.key("n")
        try writer.raw("[1]".utf8)
        try writer.key(utf8: nothing.bytes)
        try writer.null()
        try writer.key(utf8: UnsafeRawBufferPointer(start: nil, count: 0))
        try writer.bool(true)
        try writer.endObject()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"{"k\"é":"v\n","n":[1],"":null,"":true}"#)
        withExtendedLifetime((key, value, nothing)) {}
    }

    /// field/attack.md 6: whatever is written, the text stays in its account, and all is given back.
    @Test(arguments: 0..<8) func aTextThatDoesNotFitIsRefused(_ kind: Int) throws {
        let account = MemoryAccount(limit: 100_000)
        let text = RawText([UInt8](repeating: 1, count: 500))
        do {
            var writer = JSONWriter(indent: 4, account: account)
            try writer.beginArray()
            #expect(throws: JSONWriteError.noMemory) {
                for _ in 0..<100_000 {
                    switch kind {
                    case 0: try writer.null()
                    case 1: try writer.bool(true)
                    case 2: try writer.integer(.min)
                    case 3: try writer.number(0.1)
                    case 4: try writer.string(utf8: text.bytes)
                    case 5: try writer.string("a text")
                    case 6: try writer.beginArray()
                    default: try writer.raw("[1]".utf8)
                    }
                }
            }
            #expect(account.heldBytes > 50_000 && account.heldBytes <= 100_000)
        }
        #expect(account.heldBytes == 0)
        withExtendedLifetime(text) {}
    }

    @Test func aFinishedTextIsCountedForAsLongAsItIsThere() throws {
        let account = MemoryAccount(limit: 10_000)
        var writer = JSONWriter(account: account)
        try writer.string(String(repeating: "x", count: 2000))
        let text = try writer.finish()
        #expect(text.bytes.count == 2002)
        #expect(account.heldBytes == 2002)
        withExtendedLifetime(text) {}
        var large = JSONWriter(account: account)
        try large.string(String(repeating: "x", count: 6000))
        // Beside the text there is no room for its copy.
        var isRefused = false
        do throws(JSONWriteError) { _ = try large.finish() } catch { isRefused = error == .noMemory }
        #expect(isRefused)
    }

    @Test func everyIntegerLengthIsWritten() {
        var value: Int64 = 1
        for _ in 0..<18 {
            #expect(JSONValue.integer(value).description == "\(value)")
            #expect(JSONValue.integer(-value).description == "\(-value)")
            value = value * 10 + 7
        }
    }
}

/// Bytes at one place in memory: a closure that throws a type of its own, as `withUnsafeBytes` takes it, crashes
/// the compiler (6.3.1) inside a test.
private final class RawText {
    let bytes: UnsafeRawBufferPointer

    init(_ text: [UInt8]) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count, alignment: 1)
        memory.copyBytes(from: text)
        bytes = UnsafeRawBufferPointer(memory)
    }

    deinit { bytes.deallocate() }
}
