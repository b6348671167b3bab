import Terminal
import TextLayout

/// Lines of a name and a text about it, in two columns that fit the width; where it is too narrow for two, the text
/// stands below its name.
struct AlignedList {
    let width: Int

    /// The least that is left for the second column.
    private static let narrowest = 24

    /// Each row ended by a newline. The texts must be safe for a terminal.
    func text(_ rows: [(name: String, text: String)]) -> String {
        let first = rows.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0
        let rest = width - first - 2
        guard rest >= Self.narrowest else {
            return rows.map { row in
                ([row.name] + TextWrap.lines(of: row.text, width: max(8, width - 4)).map { "    " + $0 })
                    .map { $0 + "\n" }.joined()
            }.joined()
        }
        let indent = String(repeating: " ", count: first + 2)
        return rows.map { row in
            let lines = TextWrap.lines(of: row.text, width: rest)
            let head = DisplayWidth.pad(row.name, to: first) + "  " + (lines.first ?? "")
            return ([head] + lines.dropFirst().map { indent + $0 })
                .map { line in
                    var line = Substring(line)
                    while line.last == " " { line.removeLast() }
                    return line + "\n"
                }.joined()
        }.joined()
    }
}
