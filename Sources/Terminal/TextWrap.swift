/// Breaks a line of text into lines of a width, at spaces where there are any.
public enum TextWrap {
    /// The lines, none of more than `width` columns.
    public static func lines(of text: String, width: Int) -> [String] {
        guard DisplayWidth.columns(of: text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        var lastSpace: String.Index?
        for character in text {
            let columns = DisplayWidth.columns(of: character)
            if used + columns > width, !line.isEmpty {
                if let space = lastSpace {
                    let rest = String(line[line.index(after: space)...])
                    lines.append(String(line[..<space]))
                    line = rest
                } else {
                    lines.append(line)
                    line = ""
                }
                used = DisplayWidth.columns(of: line)
                lastSpace = nil
            }
            if character == " " {
                if line.isEmpty, !lines.isEmpty { continue }
                lastSpace = line.endIndex
            }
            line.append(character)
            used += columns
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
