/// Whether a stream gets colour: flag, then NO_COLOR, then CLICOLOR_FORCE, then terminal or not, then TERM=dumb.
public enum ColourPolicy {
    /// The values of `--color`.
    public enum Choice: String, Sendable, CaseIterable {
        case auto, always, never
    }

    /// `environment` answers a variable's value or nil; an empty one counts as unset, CLICOLOR_FORCE=0 too.
    public static func allowsColour(choice: Choice, isTerminal: Bool, environment: (String) -> String?) -> Bool {
        func isSet(_ name: String) -> Bool { !(environment(name) ?? "").isEmpty }
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if isSet("NO_COLOR") { return false }
        if isSet("CLICOLOR_FORCE"), environment("CLICOLOR_FORCE") != "0" { return true }
        return isTerminal && environment("CLICOLOR") != "0" && !isDumb(environment)
    }

    /// A terminal that understands no escape sequence: TERM is `dumb`, empty or unset.
    public static func isDumb(_ environment: (String) -> String?) -> Bool {
        let term = environment("TERM") ?? ""
        return term.isEmpty || term == "dumb"
    }
}
