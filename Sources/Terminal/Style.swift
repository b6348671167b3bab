/// How a piece of text looks. Views colour with this and never by escapes in text, which the filter would show.
public enum Style: Sendable, Equatable, CaseIterable {
    case plain, bold, dim, red, green, yellow, blue, magenta, cyan, boldRed, boldGreen, dimRed, marked

    /// The SGR parameters; empty for plain. Only the eight basic colours, so that light backgrounds work.
    public var parameters: String {
        switch self {
        case .plain: ""
        case .bold: "1"
        case .dim: "2"
        case .red: "31"
        case .green: "32"
        case .yellow: "33"
        case .blue: "34"
        case .magenta: "35"
        case .cyan: "36"
        case .boldRed: "1;31"
        case .boldGreen: "1;32"
        case .dimRed: "2;31"
        case .marked: "1;4"
        }
    }
}
