import Testing

@testable import JSON

/// field/faults 22: half a surrogate pair, which no text can hold.
struct JSONSurrogatesTests {
    private func read(_ text: [UInt8], _ surrogates: JSONSurrogates) throws -> JSONValue {
        try JSONValue(parsing: text, surrogates: surrogates)
    }

    @Test(
        arguments: [
            (#""\ud83d""#, "\u{FFFD}"), (#""\uDE00""#, "\u{FFFD}"), (#""a\ud83db""#, "a\u{FFFD}b"),
            (#""\ud83d\n""#, "\u{FFFD}\n"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}\u{1F600}"), (#""\ud83d\ude00\ude00""#, "\u{1F600}\u{FFFD}"),
            (#""\ud83dé""#, "\u{FFFD}é"), (#""\ud83d\\""#, "\u{FFFD}\\"),
        ] as [(String, String)])
    func halfAPairIsReplacedOnlyWhereThatIsAsked(_ text: String, _ value: String) throws {
        #expect(try read(Array(text.utf8), .replaced) == .string(value))
        #expect(try read(Array(#"{\#(text):[\#(text)]}"#.utf8), .replaced)[value]?[0] == .string(value))
        #expect(throws: JSONError.self) { try read(Array(text.utf8), .refused) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
    }

    @Test func theThreeBytesThatSomeWritersMakeOfItAreReplacedToo() throws {
        let quote: [UInt8] = [0x22]
        for (bytes, value) in [
            ([0xED, 0xA0, 0xBD], "\u{FFFD}"), ([0x61, 0xED, 0xBF, 0xBF, 0x62], "a\u{FFFD}b"),
            ([0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], "\u{FFFD}\u{FFFD}"),
        ] as [([UInt8], String)] {
            #expect(try read(quote + bytes + quote, .replaced) == .string(value))
            #expect(throws: JSONError.self) { try read(quote + bytes + quote, .refused) }
        }
        for bytes in [[0xED, 0xA0], [0xED, 0xA0, 0x41], [0xFF], [0xC0, 0x80], [0xED]] as [[UInt8]] {
            #expect(throws: JSONError.self, "other bytes stay an error") { try read(quote + bytes + quote, .replaced) }
        }
    }

    @Test func whatIsBrokenStaysAnError() {
        for text in [#""\ud83d"#, #""\ud83d\"#, #""\ud83d\u"#, #""\ud83d\u00"#, #""\ud83d\uZZZZ""#, #""\ud8""#] {
            #expect(throws: JSONError.self) { try read(Array(text.utf8), .replaced) }
        }
    }

    @Test func thoseThatWereReplacedAreCounted() throws {
        for (text, count) in [("[]", 0), (#"["\ud83d\ude00"]"#, 0), (#"{"\ud83d":["\udc00\udc00",1]}"#, 3)] {
            var nothing = JSONReader.Nobody()
            let replaced = try Array(text.utf8).withUnsafeBytes {
                try JSONReader.read($0, surrogates: .replaced, into: &nothing)
            }
            #expect(replaced == count)
        }
    }
}
