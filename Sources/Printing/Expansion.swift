/// The values of `.expanded`: whether the rows of a list are shown as cards.
public enum Expansion: String, Sendable, CaseIterable {
    /// Where the columns that matter do not fit the width, and the cards fit the screen.
    case auto
    /// Always.
    case on
    /// Never.
    case off
}
