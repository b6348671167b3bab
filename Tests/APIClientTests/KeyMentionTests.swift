import Secrets
import TestSupport
import Testing

@testable import APIClient

// field/attack 7
struct KeyMentionTests {
    private static let key = "Xq7-plain.Secret/of+ours=42"
    private let mention = KeyMention(key: Array(key.utf8))

    @Test(arguments: [
        key, "k = '\(key)'", "x\(key)y", "Xq7-plain.Secret", "ours of+ours=42 cret/of+ours", "Secret/of+ours=4",
        "'Xq7-plain.Se' .. 'cret/of+ours=42'", "{'Xq7-plain.', 'Secret/of'}", "Xq7-plain.\n  Secret/of",
        "Xq7%2Dplain%2ESecret%2Fof%2Bours%3D42", "\\x58q7-plain.Secr\\101t", "\\88q7-plain.Secret",
        "\\u{58}q7-plain.Secret", "\\u0058q7-plain.Secret",
    ])
    func aKeyIsFoundInTheFormsThatPeopleType(_ text: String) {
        #expect(mention.isIn(text), "\(text)")
    }

    @Test(arguments: ["", "x", "xy"])
    func aKeyIsFoundEncoded(_ before: String) {
        let bytes = Array((before + Self.key).utf8)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var base64: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
            for shift in [18, 12, 6, 0] { base64.append(alphabet[group >> shift & 63]) }
        }
        let text = String(decoding: base64, as: UTF8.self)
        #expect(mention.isIn("h = '\(text)'"))
        let forURLs = text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
        #expect(mention.isIn(String(forURLs)))
        let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(mention.isIn(digits))
        #expect(mention.isIn(digits.uppercased()))
    }

    @Test(arguments: [
        "", "x = 1", "lain.Secret", "Xq7", "experiments.list{limit = 42}", "of + ours = 42", "100% sure", "\\n\\t\\x",
    ])
    func otherTextsHoldNone(_ text: String) {
        #expect(!mention.isIn(text), "\(text)")
    }

    @Test func itNeverShowsTheKey() {
        var dumped = ""
        dump([mention], to: &dumped)
        let shown = "\(mention) \(String(reflecting: mention)) \(dumped)"
        #expect(!shown.contains("Xq7") && !shown.contains("88"))
    }

    @Test func aShortKeyCountsByItself() {
        let short = KeyMention(key: Array("abc".utf8))
        #expect(short.isIn("k = 'abc'") && short.isIn("abc") && short.isIn("abcd abc"))
        #expect(!short.isIn("abcd") && !short.isIn("xabc") && !short.isIn("a_abc_"))
        #expect(!KeyMention(key: []).isIn("anything"))
    }

    /// Random keys in random places, against the slow and obvious.
    @Test func everyKeyIsFoundWhereverItStands() {
        var generator = SeededGenerator(seed: 7)
        let letters = Array("abcdefXYZ0189-_.~+/=".utf8)
        for _ in 0..<500 {
            func random(_ count: ClosedRange<Int>) -> [UInt8] {
                (0..<Int.random(in: count, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? 0
                }
            }
            let key = random(8...48)
            let text = random(0...40) + key + random(0...40)
            #expect(KeyMention(key: key).isIn(String(decoding: text, as: UTF8.self)))
        }
    }
}
