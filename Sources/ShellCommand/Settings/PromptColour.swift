import Terminal

/// The colour of a profile's prompt.
enum PromptColour: String, Sendable, CaseIterable {
    case red, green, yellow, blue, magenta, cyan

    var style: Style {
        switch self {
        case .red: .red
        case .green: .green
        case .yellow: .yellow
        case .blue: .blue
        case .magenta: .magenta
        case .cyan: .cyan
        }
    }
}
