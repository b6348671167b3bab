import TextLayout

/// Text in pieces, each with a style, that becomes escape sequences only where colour is allowed.
public struct StyledText: Sendable, Equatable, ExpressibleByStringLiteral {
    /// A run of text in one style.
    public struct Span: Sendable, Equatable {
        /// Text that is safe for a terminal: literals of the program, or what `TextFilter` let through.
        public var text: String
        /// How it looks.
        public var style: Style
    }

    /// The pieces in order; neighbours differ in style.
    public private(set) var spans: [Span] = []

    /// No text.
    public init() {}

    /// One piece.
    public init(_ text: String, _ style: Style = .plain) {
        append(text, style)
    }

    /// One plain piece.
    public init(stringLiteral value: String) {
        self.init(value)
    }

    /// Adds a piece at the end.
    public mutating func append(_ text: String, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        if let last = spans.last, last.style == style {
            spans[spans.count - 1].text += text
        } else {
            spans.append(Span(text: text, style: style))
        }
    }

    /// Adds the pieces of another text at the end.
    public mutating func append(_ other: StyledText) {
        for span in other.spans { append(span.text, span.style) }
    }

    /// The text alone.
    public var text: String { spans.map(\.text).joined() }

    /// The columns it takes on a terminal.
    public var columns: Int { spans.reduce(0) { $0 + DisplayWidth.columns(of: $1.text) } }

    /// The text as it is written; without colour, just the text.
    ///
    /// The last door before a terminal: what a view forgot to make visible is made visible here.
    public func rendered(colour: Bool) -> String {
        var bytes: [UInt8] = []
        render(into: &bytes, colour: colour)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends what `rendered` answers.
    public func render(into bytes: inout [UInt8], colour: Bool) {
        for span in spans {
            let isStyled = colour && span.style != .plain
            if isStyled { bytes.append(contentsOf: "\u{1B}[\(span.style.parameters)m".utf8) }
            bytes.append(contentsOf: TextFilter.visible(span.text, allowing: [.tab, .newline]).utf8)
            if isStyled { bytes.append(contentsOf: "\u{1B}[0m".utf8) }
        }
    }
}
