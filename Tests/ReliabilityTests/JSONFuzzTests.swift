import Foundation
import JSON
import TestSupport
import Testing

/// Mutated texts: nothing crashes, what is taken as JSON is the value that Foundation reads, and is written back as it was.
struct JSONFuzzTests {
    private static let texts: [[UInt8]] = [
        #"{"id":"31223","n":9007199254740993,"w":{"control":1,"b":0.25},"on":true,"off":false,"none":null,"list":[1,-2,3e4]}"#,
        #"[]"#, #"{}"#, #"[[[[{"a":[{"b":{}}]}]]]]"#, #""Gr\u00fc\u00dfe \ud83d\ude00 \\ \/ \"q\" \b\f\n\r\t""#, "-0",
        "-0.0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "1.7976931348623157e308",
        "2.2250738585072014e-308", "5e-324", "0.1", "123456789012345678901234567890", " [ 1 , 2 ] ", "\"äöü€😀\"",
        #"{"a":1,"a":2}"#, #"{"":""}"#, "true", "null", "[\"\\u0000\"]", "[0.30000000000000004,1E+2,1e-7]",
    ].map { Array($0.utf8) }

    private static let tokens = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "null", "true", "false", "0", "-", "1e",
        "E+9", ".5", "00", "\u{0}", "\n", " ", "\"a\":", "1e400", "4.9e-324", "\u{2028}", "/*", "NaN", "'",
        "18446744073709551616", "\"\\u00e9\"",
    ]

    @Test(arguments: 1...4)
    func mutatedTextsAgreeWithTheReference(_ thread: UInt64) throws {
        let start = ContinuousClock.now
        let count = Reliability.count(2500, full: 500_000)
        var mutator = ByteMutator(seed: 7000 + thread, tokens: Self.tokens)
        var accepted = 0
        for _ in 0..<count {
            let text = mutator.next(of: Self.texts)
            guard let value = try? JSONValue(parsing: text) else { continue }
            accepted += 1
            // Foundation leaves out a byte order mark that begins a string, which is a character like any other there.
            if String(decoding: text, as: UTF8.self).unicodeScalars.contains("\u{FEFF}") { continue }
            let reference = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
            guard let reference else {
                Issue.record("the reference refuses \(String(decoding: text, as: UTF8.self).debugDescription)")
                continue
            }
            if let difference = Self.difference(value, reference) {
                Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(difference)")
            }
            let written = value.encoded()
            if try JSONValue(parsing: written) != value || value.encoded(indent: 2).isEmpty {
                Issue.record("written as \(String(decoding: written, as: UTF8.self))")
            }
        }
        #expect(accepted > count / 10)
        Reliability.report(
            "mutated JSON, part \(thread)", count: count, "0 crashes, \(accepted) parsed, all as the reference",
            since: start)
    }

    /// Where the two differ; nil where they agree.
    private static func difference(_ ours: JSONValue, _ theirs: Any) -> String? {
        switch (ours, theirs) {
        case (.null, is NSNull): return nil
        case (.string(let text), let other as String):
            return text.utf8.elementsEqual(other.utf8) ? nil : "\(text.debugDescription) is \(other.debugDescription)"
        case (.array(let items), let other as [Any]):
            guard items.count == other.count else { return "\(items.count) items are \(other.count)" }
            return zip(items, other).lazy.compactMap { difference($0, $1) }.first
        case (.object(let object), let other as [String: Any]):
            // Foundation joins keys that are canonical equivalents; we do not.
            if Set(object.keys).count == object.count, object.count != other.count { return "keys are missing" }
            for (key, value) in object {
                guard let theirs = other[key] else { return "no key \(key.debugDescription)" }
                if Set(object.keys).count == object.count, let found = difference(value, theirs) { return found }
            }
            return nil
        case (.bool(let value), _): return number(theirs)?.boolValue == value ? nil : "\(value) is \(theirs)"
        case (.integer(let value), _): return number(theirs)?.int64Value == value ? nil : "\(value) is \(theirs)"
        case (.number(let value), _):
            guard let other = number(theirs) else { return "\(value) is \(theirs)" }
            // Its decimal numbers are exact, but it rounds them to a double carelessly.
            return other.doubleValue == value || Double(other.stringValue) == value ? nil : "\(value) is \(theirs)"
        default: return "\(ours) is \(type(of: theirs))"
        }
    }

    private static func number(_ value: Any) -> NSNumber? {
        switch value {
        case let value as NSNumber: value
        case let value as Bool: NSNumber(value: value)
        case let value as Int: NSNumber(value: value)
        case let value as UInt64: NSNumber(value: value)
        case let value as Double: NSNumber(value: value)
        default: nil
        }
    }
}
