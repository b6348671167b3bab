import TestSupport
import Testing

@testable import JSON

struct JSONReaderTests {
    static let valid: [(text: String, value: JSONValue)] = [
        ("null", .null), ("true", true), ("false", false), ("0", 0), ("\"\"", ""),
        (" \t\r\n1\n", 1), ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]), ("[[]]", [[]]), ("[[],{}]", [[], [:]]),
        ("[1,2]", [1, 2]), ("[ 1 , 2 ]", [1, 2]), ("[null]", [.null]),
        (#"{"a":1}"#, ["a": 1]), (#"{ "a" : 1 , "b" : [ ] }"#, ["a": 1, "b": []]), (#"{"":0}"#, ["": 0]),
        (#"{"a":{"b":{"c":[{}]}}}"#, ["a": ["b": ["c": [[:]]]]]),
        (#"{"a":1,"b":2,"a":3}"#, ["a": 3, "b": 2]),
        ("[true,false,null,\"x\",-1,2.5]", [true, false, .null, "x", -1, 2.5]),
    ]

    @Test(arguments: valid)
    func aValidTextIsItsValue(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(parsing: text.utf8) == value)
    }

    static let invalid: [(text: String, offset: Int)] = [
        ("", 0), (" ", 1), ("[", 1), ("]", 0), ("{", 1), ("}", 0), ("[1", 2), ("[1,", 3), ("[1,]", 3), ("[,1]", 1),
        ("[1 2]", 3), ("[1,,2]", 3), ("[1}", 2), ("{1}", 1), ("{a:1}", 1), ("{'a':1}", 1), (#"{"a"}"#, 4),
        (#"{"a":}"#, 5), (#"{"a":1,}"#, 7), (#"{"a":1 "b":2}"#, 7), (#"{"a" 1}"#, 5), (#"{"a":1]"#, 6),
        (#"{,"a":1}"#, 1),
        (#"{"a":1,,"b":2}"#, 7), (#"{"a"::1}"#, 5), ("1 2", 2), ("[] []", 3), ("{}x", 2), ("tru", 3), ("trux", 3),
        ("True", 0), ("nul", 3), ("nulll", 4), ("NaN", 0), ("Infinity", 0), ("-Infinity", 1), ("undefined", 0),
        ("// c\n1", 0), ("/* c */1", 0), ("1//", 1), ("\u{FEFF}1", 0), ("\u{A0}1", 0), ("\u{B}1", 0), ("\u{C}1", 0),
        ("\0", 0), ("1\0", 1), ("'a'", 0), ("(1)", 0), (";", 0),
        ("-", 1), ("+1", 0), ("01", 0), ("-01", 1), ("00", 0), ("1.", 2), (".5", 0), ("1.e1", 2), ("1e", 2), ("1e+", 3),
        ("1e-", 3), ("1E", 2), ("-.5", 1), ("0x10", 1), ("1_000", 1), ("1.2.3", 3), ("--1", 1), ("1-", 1), ("1e1.5", 3),
        ("1ee1", 2), ("-a", 1), ("0123456789012345678", 0), ("1e400", 0), ("-1e400", 0),
        (#"""#, 1), (#""a"#, 2), (#""\"#, 2), (#""\""#, 3), (#""\x""#, 2), (#""\a""#, 2), (#""\u""#, 3),
        (#""\u12""#, 5),
        (#""\u123g""#, 6), (#""\U0041""#, 2), (#""\ud800""#, 1), (#""\udc00""#, 1), (#""\ud800\ud800""#, 1),
        (#""\ud800x""#, 1), (#""\ud800\n""#, 1), (#""\udc00\ud800""#, 1), ("\"\n\"", 1), ("\"\t\"", 1),
        ("\"\u{1F}\"", 1),
        ("\"\0\"", 1),
    ]

    @Test(arguments: invalid)
    func anInvalidTextIsRefusedAtItsPlace(_ text: String, _ offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
        #expect(error?.offset == offset)
    }

    static let invalidUTF8: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
        [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
        [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE],
        [0xFF],
    ]

    /// Padding of each length moves the bytes through every place of the eight that are looked at together.
    @Test(arguments: invalidUTF8)
    func bytesThatAreNoUTF8AreRefusedWhereverTheyStand(_ bytes: [UInt8]) {
        for padding in 0...16 {
            let before = [0x22] + [UInt8](repeating: 0x61, count: padding)
            for after in [[0x22], [0x61, 0x61, 0x22]] as [[UInt8]] {
                let error = #expect(throws: JSONError.self) { try JSONValue(parsing: before + bytes + after) }
                #expect(error?.kind == .invalidUTF8)
                #expect(error?.offset == padding + 1)
            }
        }
    }

    @Test(arguments: ["é", "€", "😀", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"])
    func everyLengthOfUTF8IsReadWhereverItStands(_ character: String) throws {
        for padding in 0...16 {
            let text = String(repeating: "a", count: padding) + character + "b"
            #expect(try JSONValue(parsing: "\"\(text)\"".utf8) == .string(text))
        }
    }

    static let escapes: [(text: String, value: String)] = [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041""#, "A"), (#""\u00e9\u00E9""#, "éé"),
        (#""\u20AC""#, "€"), (#""\ud83d\ude00""#, "😀"), (#""\uD83D\uDE00""#, "😀"), (#""a\u0000b""#, "a\0b"),
        (#""\uffff""#, "\u{FFFF}"), (#""\udbff\udfff""#, "\u{10FFFF}"), (#""é\n😀""#, "é\n😀"),
        (#""0123456789\"0123456789""#, "0123456789\"0123456789"),
    ]

    @Test(arguments: escapes)
    func anEscapeIsItsCharacter(_ text: String, _ value: String) throws {
        let read = try JSONValue(parsing: text.utf8)
        #expect(read.stringValue.map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test func escapesWorkInKeysToo() throws {
        #expect(try JSONValue(parsing: #"{"\u0061\n":1}"#.utf8) == ["a\n": 1])
    }

    @Test(arguments: [UInt8(ascii: "["), UInt8(ascii: "{")])
    func aMillionOpenBracketsAreAnErrorAndNoCrash(_ bracket: UInt8) {
        let unit: [UInt8] = bracket == UInt8(ascii: "[") ? [bracket] : Array(#"{"a":"#.utf8)
        let text = Array(repeatElement(unit, count: 1_000_000).joined())
        for limit in [0, 1, 1000, .max] {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text, depthLimit: limit) }
            #expect(error?.kind == .tooDeep(limit: min(limit, JSONValue.deepest)))
        }
    }

    @Test func nestingUpToTheLimitIsRead() throws {
        for depth in [1, 2, 1000] {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            _ = try JSONValue(parsing: text.utf8, depthLimit: depth)
            #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8, depthLimit: depth - 1) }
        }
    }

    /// The reader itself needs no call frames: a visitor that keeps nothing may go as deep as it likes.
    @Test func theReaderItselfReadsAMillionLevels() throws {
        let count = 1_000_000
        let text = [UInt8](repeating: 0x5B, count: count) + [UInt8](repeating: 0x5D, count: count)
        var visitor = EventRecorder(records: false)
        try text.withUnsafeBytes { try JSONReader.read($0, depthLimit: .max, into: &visitor) }
        #expect(visitor.depth == 0)
        #expect(visitor.deepest == count)
    }

    static let document = #"""
        {"id": "90211", "weights": {"control": 1, "treatment": 25e-2}, "list": [null, true, false, [], {}, -7, 0.5],
         "text": "é\n\u20ac😀 \"quoted\" \ud83d\ude00", "enabled": true}
        """#

    @Test func everyTruncationIsAnErrorAtTheEnd() {
        let bytes = Array(Self.document.utf8)
        for length in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: bytes.prefix(length)) }
            #expect((error?.offset ?? .max) <= length)
        }
    }

    @Test func mutationsAreReadOrRefusedButNeverCrash() throws {
        let original = Array(Self.document.utf8)
        var random = SeededGenerator(seed: 20_220_321)
        for _ in 0..<20_000 {
            var bytes = original
            for _ in 0...Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[place] = .random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(original[Int.random(in: 0..<original.count, using: &random)], at: place)
                default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
                }
            }
            // What is read is JSON: written again it reads the same.
            guard let value = try? JSONValue(parsing: bytes) else { continue }
            #expect(try JSONValue(parsing: value.encoded()) == value)
        }
    }

    @Test func aCollectionWithoutContiguousStorageIsReadToo() throws {
        let text = "[1, 2.5, \"é\"]"
        #expect(try JSONValue(parsing: text.utf8.reversed().reversed() as ReversedCollection) == [1, 2.5, "é"])
        #expect(try JSONValue(parsing: "xx[1]".utf8.dropFirst(2)) == [1])
    }
}
