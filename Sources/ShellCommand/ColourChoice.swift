/// When output is coloured.
enum ColourChoice: String, Sendable, CaseIterable {
    case auto, always, never

    /// Whether a stream gets colours.
    ///
    /// - Parameter terminal: The `TERM` of the environment; a dumb one, or none, gets no colours by itself.
    func colours(isTerminal: Bool, terminal: String?) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: isTerminal && !["dumb", "", nil].contains(terminal)
        }
    }
}
