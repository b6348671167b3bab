/// A stretch of a line in one style.
public struct LineSpan: Sendable, Equatable {
    /// Which characters, counted as Unicode scalars.
    public var range: Range<Int>
    /// How they look.
    public var style: Style

    /// A stretch.
    public init(_ range: Range<Int>, _ style: Style) {
        self.range = range
        self.style = style
    }
}

extension LineSpan {
    /// The stretches with another one marked, whatever stood there.
    static func marking(_ range: Range<Int>, in spans: [LineSpan]) -> [LineSpan] {
        let before = spans.compactMap { $0.clamped(to: 0..<range.lowerBound) }
        let after = spans.compactMap { $0.clamped(to: range.upperBound..<Int.max) }
        return before + [LineSpan(range, .marked)] + after
    }

    private func clamped(to limits: Range<Int>) -> LineSpan? {
        let range = range.clamped(to: limits)
        return range.isEmpty ? nil : LineSpan(range, style)
    }

    /// The stretches as they are in a part of the line; both in order.
    static func within(_ part: Range<Int>, _ spans: [LineSpan]) -> [LineSpan] {
        spans.compactMap { span in
            let range = span.range.clamped(to: part)
            guard !range.isEmpty else { return nil }
            return LineSpan(range.lowerBound - part.lowerBound..<range.upperBound - part.lowerBound, span.style)
        }
    }
}
