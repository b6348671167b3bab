import Terminal
import TextLayout

/// What a view is drawn on: its size, its characters, and how the user wants to read.
struct Canvas {
    var width = 80
    var height = 24
    var charset = TerminalCharset.utf8
    var expansion = Expansion.auto
    /// For screen readers: one fact a line, no drawing, nothing cut to a width.
    var isPlain = false
    /// What the user types for the next page, where that can be typed.
    var nextPage: String?
    /// How the user gets to see the columns that there is no room for.
    var allColumns: String { nextPage == nil ? "--output json" : ".expanded on" }

    /// What may be drawn with.
    var glyphs: Glyphs { charset == .utf8 && !isPlain ? .unicode : .ascii }

    /// Text of others, harmless on one line.
    func visible(_ bytes: [UInt8]) -> String {
        String(decoding: TextFilter.visible(bytes, allowing: [], charset: charset), as: UTF8.self)
    }

    /// Text of others, harmless on one line.
    func visible(_ text: String) -> String {
        TextFilter.visible(text, allowing: [], charset: charset)
    }

    /// Cut to a width, with the ellipsis where something is missing.
    func cut(_ text: String, to width: Int) -> String {
        DisplayWidth.truncate(text, to: width, ellipsis: glyphs.ellipsis)
    }

    /// `… 12 more`.
    func more(_ count: Int) -> String { "\(glyphs.ellipsis) \(Self.grouped(count)) more" }

    /// Digits in groups of three: `1,000,000`.
    static func grouped(_ count: some BinaryInteger) -> String {
        let digits = String(count)
        guard digits.utf8.count > 3 else { return digits }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}
