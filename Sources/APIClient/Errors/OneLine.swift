/// Texts of servers and users made fit for one line of a message. Control characters stay: who prints filters them.
public enum OneLine {
    /// Runs of spaces, tabs and line ends become one space; none stays at the ends.
    public static func collapsed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
                pendingSpace = !result.isEmpty
            default:
                if pendingSpace { result.append(" ") }
                pendingSpace = false
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// One line of at most `limit` characters; `…` stands for what is cut off.
    public static func shortened(_ text: String, to limit: Int) -> String {
        // A line of n characters comes from a text that need not be read to its end.
        let line = collapsed(String(text.prefix(8 * limit)))
        return line.count <= limit ? line : String(line.prefix(limit - 1)) + "…"
    }
}
