/// What the locale's variables say of the terminal's characters.
///
/// The variables are read, not the C library: they say what the user's terminal can show, also on a machine where that
/// locale is not installed.
public enum TerminalCharset: Sendable, Equatable {
    /// UTF-8: everything can be shown.
    case utf8
    /// No locale, or `C`, which names no characters. Terminals are UTF-8 almost everywhere, so texts pass as they are;
    /// but nothing of our own goes beyond ASCII.
    case unnamed
    /// Another one, such as ISO-8859-1: nothing beyond ASCII is written.
    case other

    /// As the variables say, in the order in which the C library looks at them. `environment` answers a value or nil.
    public init(environment: (String) -> String?) {
        let name = Self.name(environment: environment)
        if name.isEmpty {
            self = .unnamed
        } else {
            self = name.lowercased().filter { $0 != "-" } == "utf8" ? .utf8 : .other
        }
    }

    /// Its name as the locale spells it; empty where there is none.
    static func name(environment: (String) -> String?) -> String {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
        guard let point = locale.firstIndex(of: ".") else { return "" }
        return String(locale[locale.index(after: point)...].prefix { $0 != "@" })
    }
}
