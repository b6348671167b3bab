import Testing

@testable import TextLayout

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("😀", 2), ("❤️", 2), ("👩\u{200D}🚀", 2), ("ａ", 2),
        ("한글", 4), ("±", 1), ("…", 1),
        ("███▌", 4), ("e\u{301}日█", 4), ("naïve", 5), ("🇩🇪", 2), ("\u{1100}\u{1161}\u{11A8}", 2),
    ])
    func columns(_ text: String, _ expected: Int) {
        #expect(DisplayWidth.columns(of: text) == expected)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"), ("abc", 1, "…"),
        ("abc", 0, ""),
    ])
    func cutting(_ text: String, _ limit: Int, _ expected: String) {
        #expect(DisplayWidth.truncate(text, to: limit) == expected)
        #expect(DisplayWidth.columns(of: DisplayWidth.truncate(text, to: limit)) <= limit)
    }

    @Test(arguments: [(6, "abcdef"), (5, "ab..."), (3, "..."), (2, ".."), (0, "")])
    func cuttingWithThreeDots(_ limit: Int, _ expected: String) {
        #expect(DisplayWidth.truncate("abcdef", to: limit, ellipsis: "...") == expected)
    }

    @Test func paddingCountsColumns() {
        #expect(DisplayWidth.pad("日", to: 4) == "日  ")
        #expect(DisplayWidth.pad("7", to: 3, alignRight: true) == "  7")
    }

    @Test func theRangesAreInOrder() {
        for (first, second) in zip(DisplayWidth.wideRanges, DisplayWidth.wideRanges.dropFirst()) {
            #expect(first.upperBound < second.lowerBound)
        }
    }
}
