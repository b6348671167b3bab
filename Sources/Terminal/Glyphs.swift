/// The characters that views draw with, where words do not do.
public struct Glyphs: Sendable, Equatable {
    /// Stands where something was cut.
    public let ellipsis: String
    /// Stands between the facts of one line, with its spaces.
    public let separator: String
    /// One column of a line across the screen.
    public let rule: String
    private let hasBlocks: Bool

    /// For terminals that show UTF-8.
    public static let unicode = Glyphs(ellipsis: "…", separator: " · ", rule: "─", hasBlocks: true)
    /// For all others.
    public static let ascii = Glyphs(ellipsis: "...", separator: " | ", rule: "-", hasBlocks: false)

    /// The columns of a bar of the whole.
    public static let barColumns = 5

    /// A bar for a share of 0 to 1, as long as it; a share above 0 always shows.
    public func bar(_ share: Double) -> String {
        let steps = barSteps(share)
        guard hasBlocks else { return String(repeating: "#", count: steps) }
        let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: steps / 8) + eighths[steps % 8]
    }

    /// The columns that `bar` takes.
    public func barWidth(_ share: Double) -> Int {
        hasBlocks ? (barSteps(share) + 7) / 8 : barSteps(share)
    }

    private func barSteps(_ share: Double) -> Int {
        guard share > 0 else { return 0 }
        let whole = Self.barColumns * (hasBlocks ? 8 : 1)
        // A bar of blocks is full for the whole only.
        let most = hasBlocks && share < 1 ? whole - 1 : whole
        return max(1, min(most, Int((min(share, 1) * Double(whole)).rounded())))
    }
}
