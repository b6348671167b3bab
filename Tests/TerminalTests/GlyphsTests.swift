import Terminal
import Testing

struct GlyphsTests {
    @Test(arguments: [
        (0.0, "", ""), (0.001, "▏", "#"), (0.3, "█▌", "##"), (0.5, "██▌", "###"), (0.7, "███▌", "####"),
        (0.99, "████▉", "#####"), (1.0, "█████", "#####"), (2.0, "█████", "#####"), (-1.0, "", ""), (.nan, "", ""),
    ])
    func barsAreAsLongAsTheShare(_ share: Double, _ blocks: String, _ signs: String) {
        #expect(Glyphs.unicode.bar(share) == blocks)
        #expect(Glyphs.ascii.bar(share) == signs)
        #expect(Glyphs.unicode.barWidth(share) == blocks.count)
        #expect(Glyphs.ascii.barWidth(share) == signs.count)
    }
}
