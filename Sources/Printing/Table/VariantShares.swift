import Terminal
import TextLayout

/// Weights by name as shares of their sum: `control ███▌ 70 %  treatment █▌ 30 %`.
struct VariantShares {
    /// One name with its share of the whole, 0 to 1.
    struct Part {
        let name: String
        let share: Double
        let percent: String
    }

    let parts: [Part]
    /// Every weight is 0: there is no whole.
    let isNothing: Bool
    private let canvas: Canvas
    /// The columns that all of it takes, with and without bars.
    let fullWidth: Int
    let shortWidth: Int

    private static let gap = "  "

    /// nil where the table is not one of names and weights.
    ///
    /// - Parameter order: names in the order in which they are shown; others follow.
    init?(_ table: PrintableTable, order: [[UInt8]], canvas: Canvas) {
        guard table.items.isEmpty, !table.fields.isEmpty, table.omitted == 0 else { return nil }
        var names: [[UInt8]] = []
        for field in table.fields {
            guard case .string(let name) = field.key else { return nil }
            names.append(name)
        }
        guard let weights = VariantWeights(table.fields.map(\.value)) else { return nil }
        var shown = Array(names.indices)
        if !order.isEmpty {
            let places = names.map { order.firstIndex(of: $0) ?? .max }
            shown.sort { (places[$0], $0) < (places[$1], $1) }
        }
        self.canvas = canvas
        isNothing = weights.areAllZero
        parts = shown.map { index in
            Part(
                name: canvas.visible(names[index]), share: weights.share(index), percent: weights.percent(index))
        }
        var width = Self.gap.utf8.count * (parts.count - 1)
        var bars = 0
        for part in parts {
            let bar = canvas.glyphs.barWidth(part.share)
            bars += bar > 0 ? bar + 1 : 0
            width += DisplayWidth.columns(of: part.name) + (bar > 0 ? bar + 1 : 0) + part.percent.utf8.count + 1
        }
        fullWidth = isNothing ? Self.nothing.utf8.count : width
        shortWidth = isNothing ? Self.nothing.utf8.count : width - bars
    }

    private static let nothing = "all weights are 0"

    /// On one line: with bars where they fit, else the percentages, else the biggest of them.
    func line(room: Int, hasBars: Bool = true) -> StyledText {
        if isNothing {
            return StyledText(canvas.cut(room < Self.nothing.utf8.count ? "all 0" : Self.nothing, to: room), .dim)
        }
        if hasBars, fullWidth <= room { return joined(parts, hasBars: true) }
        let short = joined(parts, hasBars: false)
        if short.columns <= room { return short }
        return biggest(room: room)
    }

    /// One line for each, in columns; for cards.
    func lines(room: Int) -> [StyledText] {
        if isNothing || fullWidth <= room { return [line(room: room)] }
        let rest = 1 + Glyphs.barColumns + 1 + 5
        let widest = parts.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
        let nameWidth = max(1, min(widest, room - rest))
        return parts.map { part in
            var line = StyledText(DisplayWidth.pad(canvas.cut(part.name, to: nameWidth), to: nameWidth) + " ")
            line.append(DisplayWidth.pad(canvas.glyphs.bar(part.share), to: Glyphs.barColumns), .cyan)
            line.append(" " + DisplayWidth.pad(part.percent, to: 5, alignRight: true), part.share > 0 ? .plain : .dim)
            return line
        }
    }

    /// For screen readers and for texts without columns.
    var sentence: String {
        isNothing ? Self.nothing : parts.map { "\($0.name) \($0.percent)" }.joined(separator: ", ")
    }

    private func joined(_ parts: [Part], hasBars: Bool) -> StyledText {
        var line = StyledText()
        for (index, part) in parts.enumerated() {
            if index > 0 { line.append(Self.gap) }
            line.append(part.name + " ", part.share > 0 ? .plain : .dim)
            let bar = hasBars ? canvas.glyphs.bar(part.share) : ""
            if !bar.isEmpty {
                line.append(bar, .cyan)
                line.append(" ")
            }
            line.append(part.percent, part.share > 0 ? .plain : .dim)
        }
        return line
    }

    /// As many as fit, the biggest first, then an ellipsis for the others.
    private func biggest(room: Int) -> StyledText {
        let sorted = parts.indices.sorted { (-parts[$0].share, $0) < (-parts[$1].share, $1) }.map { parts[$0] }
        let ending = sorted.count > 1 ? " " + canvas.glyphs.ellipsis : ""
        for count in stride(from: sorted.count - 1, through: 1, by: -1) {
            let line = joined(Array(sorted.prefix(count)), hasBars: false)
            if line.columns + DisplayWidth.columns(of: ending) <= room { return line + StyledText(ending) }
        }
        let first = sorted[0]
        let nameRoom = room - first.percent.utf8.count - 1 - DisplayWidth.columns(of: ending)
        guard nameRoom >= 2 else { return StyledText(canvas.cut(first.percent, to: room)) }
        return StyledText("\(canvas.cut(first.name, to: nameRoom)) \(first.percent)\(ending)")
    }
}

extension StyledText {
    static func + (first: StyledText, second: StyledText) -> StyledText {
        var result = first
        result.append(second)
        return result
    }
}
