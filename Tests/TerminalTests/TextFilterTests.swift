import TestSupport
import Testing

@testable import Terminal

struct TextFilterTests {
    @Test(arguments: [
        ("plain text", "plain text"),
        ("\u{1B}[2J", "\\x1b[2J"),
        ("\u{1B}]0;title\u{7}", "\\x1b]0;title\\x07"),
        ("a\0b\u{7F}", "a\\x00b\\x7f"),
        ("line\r\n", "line\\r\n"),
        ("tab\there", "tab\there"),
        ("\u{9B}31m", "\\u{9B}31m"),
        ("\u{202E}evil\u{2066}", "\\u{202E}evil\\u{2066}"),
        ("zero\u{200B}width\u{FEFF}\u{200D}", "zero\\u{200B}width\\u{FEFF}\\u{200D}"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
        ("tag\u{E0041}", "tag\\u{E0041}"),
        ("é 日本 😀 ❤️", "é 日本 😀 ❤️"),
        ("👩\u{200D}🚀", "👩\u{200D}🚀"), ("1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}"), ("a\u{FE0F}", "a\\u{FE0F}"),
    ])
    func whatCouldActIsShown(_ text: String, _ expected: String) {
        #expect(TextFilter.visible(text, allowing: [.tab, .newline]) == expected)
    }

    @Test func badUTF8IsShownByteByByte() {
        let text: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0xED, 0xA0, 0x80, 0xC0, 0xAF]
        let shown = String(decoding: TextFilter.visible(text, allowing: [.tab, .newline]), as: UTF8.self)
        #expect(shown == "a\\xff\\xc3(\\xe2\\x82\\xed\\xa0\\x80\\xc0\\xaf")
    }

    @Test(arguments: [
        ("\u{1B}[31mred\u{1B}[0m", true), ("\u{1B}[1;38;5;200mx", true), ("\u{1B}[38;2;8;8;8mx", true),
        ("\u{1B}[mx", true),
        ("\u{1B}[8mhidden", false), ("\u{1B}[1;8m", false), ("\u{1B}[38;5;1;8m", false), ("\u{1B}[31Hx", false),
        ("\u{1B}[?25l", false), ("\u{1B}[31", false), ("\u{1B}", false),
    ])
    func coloursPassOnlyWhereAllowed(_ text: String, _ passes: Bool) {
        #expect((TextFilter.visible(text, allowing: .colours) == text) == passes)
        #expect(!TextFilter.visible(text, allowing: [.tab, .newline]).contains("\u{1B}"))
    }

    @Test func anotherCharsetSeesASCIIOnly() {
        #expect(TextFilter.visible("é 日", allowing: [], charset: .other) == "\\u{E9} \\u{65E5}")
        #expect(TextFilter.visible("é 日", allowing: [], charset: .unnamed) == "é 日")
    }

    @Test func jsonStaysTheSameValue() {
        let json = Array("[\"\u{202E}é\u{E0041}\u{7F}\"]\n".utf8)
        #expect(
            String(decoding: TextFilter.visibleJSON(json), as: UTF8.self)
                == "[\"\\u202eé\\udb40\\udc41\\u007f\"]\n")
    }

    @Test func aLuaLiteralHoldsNothingThatActs() {
        let bytes = Array("\"\\\n\t\r\u{1B}\u{202E}é".utf8) + [0xFF]
        #expect(
            String(decoding: TextFilter.luaLiteral(bytes), as: UTF8.self)
                == "\"\\\"\\\\\\n\\t\\r\\x1b\\u{202E}é\\xff\"")
    }

    @Test func aCellHoldsNoNewlineAndNoTab() {
        #expect(TextFilter.visible("a\nb\tc", allowing: []) == "a\\nb\\tc")
    }

    @Test func noRandomBytesLetAControlThrough() {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ -> UInt8 in
                // Half of them from what begins sequences.
                Bool.random(using: &generator)
                    ? UInt8.random(in: 0...255, using: &generator)
                    : [0x1B, 0x5B, 0x9B, 0xC2, 0xE2, 0x80, 0xAE, 0x6D, 0x38, 0x3B][
                        Int.random(in: 0..<10, using: &generator)]
            }
            let shown = TextFilter.visible(text, allowing: [])
            let isClean = shown.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            let scalars = String(validating: shown, as: UTF8.self)?.unicodeScalars
            #expect(isClean && scalars != nil, "\(text)")
            #expect(
                scalars?.contains { (0x80...0x9F).contains($0.value) || (0x202A...0x202E).contains($0.value) } == false)
        }
    }
}
