import Foundation
import TestSupport
import Testing

@testable import APIClient
@testable import HTTPWire

/// field/attack 7: what a server says back of the key, in any form and at any size.
struct KeySearchTests {
    private static let key = "ampex_Zq7Rk2Vw9Xt4Yb6Nm3Hc8Jd5Lf1Pg0Sa"
    private static let secret = "Zq7Rk2Vw9Xt4Yb6Nm3Hc8Jd5Lf1Pg0Sa"
    private static let search = (try? ManagementKey(key)).flatMap { KeySearch($0) }

    private func clean(_ text: String) throws -> String {
        let bytes = Array(text.utf8)
        let search = try #require(Self.search)
        return String(decoding: search.removed(from: bytes) ?? bytes, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8, _ isUpper: Bool = false) -> String {
        String(byte >> 4, radix: 16, uppercase: isUpper) + String(byte & 15, radix: 16, uppercase: isUpper)
    }

    /// The text with the characters that `isEscaped` names written by `escape`.
    private static func escaped(
        _ text: String, _ escape: (UInt8) -> String, where isEscaped: (Int) -> Bool = { _ in true }
    ) -> String {
        text.utf8.enumerated().map { isEscaped($0) ? escape($1) : String(decoding: [$1], as: UTF8.self) }.joined()
    }

    static let forms: [(name: String, text: String)] = {
        var forms = [("as it is", key)]
        for offset in 0..<3 {
            let data = Data(String(repeating: "=", count: offset).utf8 + Array(key.utf8) + Array(" and more".utf8))
            forms.append(("base64 after \(offset)", data.base64EncodedString()))
            let url = data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            forms.append(("base64url after \(offset)", url))
        }
        for isUpper in [false, true] {
            let digits: (UInt8) -> String = { hex($0, isUpper) }
            forms.append(("hexadecimal", escaped(key, digits)))
            forms.append(("percent", escaped(key) { "%" + digits($0) }))
            forms.append(("percent twice", escaped(key) { "%25" + digits($0) }))
            forms.append(("JSON escapes", escaped(key) { "\\u00" + digits($0) }))
            forms.append(("JSON in JSON", escaped(key) { "\\\\u00" + digits($0) }))
            forms.append(("C escapes", escaped(key) { "\\x" + digits($0) }))
        }
        forms.append(("mixed hexadecimal", escaped(key) { hex($0, $0 % 2 == 0) }))
        forms.append(("_ as percent", key.replacing("_", with: "%5F")))
        for place in key.utf8.indices.enumerated().map(\.offset) {
            forms.append(("JSON escape at \(place)", escaped(key, { "\\u00" + hex($0) }, where: { $0 == place })))
            forms.append(("percent at \(place)", escaped(key, { "%" + hex($0) }, where: { $0 == place })))
        }
        forms.append(("every other escaped", escaped(key, { "\\u00" + hex($0) }, where: { $0 % 2 == 0 })))
        forms.append(("two ways", escaped(key, { $0 % 2 == 0 ? "%" + hex($0) : "\\u00" + hex($0) })))
        forms.append(
            (
                "hexadecimal with an escape",
                escaped(escaped(key) { hex($0) }, { "\\u00" + hex($0) }, where: { $0 == 20 })
            ))
        return forms
    }()

    /// What is left of the key: no eight characters of the secret in any form.
    private func expectClean(_ text: String, _ what: String) {
        var candidates = [text, text.lowercased()]
        candidates += [text.removingPercentEncoding ?? ""]
        let unescaped = text.replacing("\\\\", with: "\\")
        candidates.append(
            (try? JSONSerialization.jsonObject(with: Data("\"\(unescaped)\"".utf8), options: .fragmentsAllowed)
                as? String) ?? "")
        for candidate in candidates where !candidate.isEmpty {
            #expect(KeyForms(Self.key).found(in: Array(candidate.utf8)) == nil, "\(what): \(text)")
        }
    }

    @Test func everyFormIsTakenOutWhereverItStands() throws {
        for (name, text) in Self.forms {
            for (before, after) in [("", ""), ("x", "y"), ("Bearer ", " "), ("{\"a\":\"", "\"}"), ("\\\\", "\\\\")] {
                let clean = try clean(before + text + after)
                #expect(clean.contains("…"), "\(name): \(clean)")
                expectClean(clean, name)
            }
        }
    }

    @Test func aLargeBodyIsSearchedToItsEnd() throws {
        let filling = String(repeating: #"{"id":"1","payload":"{\"a\":\"100 % \u4e2d\"}"},"#, count: 20_000)
        for (name, text) in Self.forms where !name.contains(" at ") {
            let clean = try clean(filling + text + filling)
            // Compared beforehand: what failed is not to be printed.
            let isTakenOut = clean.utf8.count < filling.utf8.count * 2 + text.utf8.count
            let isWholeElsewhere = clean.hasPrefix(filling) && clean.hasSuffix(filling.suffix(200))
            #expect(isTakenOut && isWholeElsewhere, "\(name)")
        }
        let isUntouched = try clean(filling) == filling
        #expect(isUntouched)
    }

    @Test func whatIsNoKeyStaysAsItIs() throws {
        for text in [
            "", "ampex_", "ampex_Zq7Rk2Vw9Xt4", Self.secret.lowercased(), String(Self.secret.dropLast()),
            "100 % \\u0041 \\",
            "\\", "%", "%5", "\\u", "\\u00", "\\u005", String(Self.secret.dropLast()) + "\\u0062", "\\\\\\\\",
            String(repeating: "Zq7Rk2Vw9", count: 100),
        ] {
            #expect(try clean(text) == text)
        }
    }

    /// JSON that holds the key in any spelling is JSON still, with all else in it.
    @Test func whatIsLeftOfJSONIsJSON() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let spelled = Self.escaped(Self.key) { byte in
                switch UInt8.random(in: 0..<3, using: &random) {
                case 0: String(decoding: [byte], as: UTF8.self)
                case 1: "\\u00" + Self.hex(byte)
                default: "\\u00" + Self.hex(byte, true)
                }
            }
            let around = ["", "\\n", "\\\\", "\\\"", "x", "\\u00e9"].randomElement(using: &random) ?? ""
            let clean = try clean(#"{"a":1,"b":"\#(around)\#(spelled)\#(around)","c":[2]}"#)
            let value = try #require(
                try JSONSerialization.jsonObject(with: Data(clean.utf8)) as? [String: Any], "\(clean)")
            #expect(value["a"] as? Int == 1 && (value["c"] as? [Int]) == [2])
            let text = try #require(value["b"] as? String)
            #expect(KeyForms(Self.key).found(in: Array(text.utf8)) == nil, "\(clean)")
        }
    }

    /// A key whose first letter is one that may follow a backslash.
    @Test func anEscapeBeforeTheKeyStaysWhole() throws {
        let search = KeySearch(Array("nbtrfu0123456789".utf8), replacement: Array("*".utf8), description: "*")
        let text = #"{"a":"\nbtrfu0123456789","b":"\\nbtrfu0123456789"}"#
        let clean = String(decoding: search.removed(from: Array(text.utf8)) ?? [], as: UTF8.self)
        #expect(clean == #"{"a":"\n*","b":"\\*"}"#)
    }

    @Test func eachOccurrenceIsFoundAndOverlapsAreOne() {
        func removed(_ secret: String, _ text: String) -> String? {
            KeySearch(Array(secret.utf8), replacement: Array("*".utf8), description: "*")
                .removed(from: Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(removed("aab", "aaab") == "a*")
        #expect(removed("ab", "abab") == "**")
        #expect(removed("ab", "xaybz") == nil)
        #expect(removed("abc", "ab") == nil)
        #expect(removed("abcdefgh", "abcdefghabcdefgh-abcdefgh") == "**-*")
    }

    @Test func aHeaderFieldIsTakenOutInAnyFormToo() throws {
        let search = try #require(Self.search)
        let headers = [
            ("Location", "/?key=" + Self.key.replacing("_", with: "%5F")),
            ("X", Data(Self.key.utf8).base64EncodedString()),
            ("Date", "today"),
        ]
        let answer = search.removed(from: HTTPResponse(status: 200, headers: headers))
        #expect(answer.headers.map(\.value) == ["ampex_…g0Sa", "ampex_…g0Sa", "today"])
    }

    /// A body made to be slow to search: runs of what begins an escape.
    @Test(.timeLimit(.minutes(1))) func hostileBodiesAreSearchedInTimeToo() throws {
        for text in ["\\", "%25", "%", "\\u005A", "%5A", "\\u0", Self.secret.dropLast() + "\\u00", "Zq7R"] {
            let count = 400_000 / text.utf8.count
            let body = String(repeating: String(text), count: count)
            let isUntouched = try clean(body) == body
            #expect(isUntouched, "\(text)")
        }
    }
}
