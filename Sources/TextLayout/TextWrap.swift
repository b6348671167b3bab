/// Breaks a line of text into lines of a width, at spaces where there are any.
public enum TextWrap {
    /// The lines, none of more than `width` columns; those after the first have `hanging` columns less, for an indent.
    public static func lines(of text: String, width: Int, hanging: Int = 0) -> [String] {
        guard DisplayWidth.columns(of: text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        var lastSpace: String.Index?
        for character in text {
            let columns = DisplayWidth.columns(of: character)
            // More than once where the word that goes on has no room after the indent either.
            while true {
                let room = max(0, lines.isEmpty ? width : width - hanging)
                guard used + columns > room, !line.isEmpty else { break }
                if character == " ", used <= room {
                    lines.append(line)
                    line = ""
                } else if let space = lastSpace {
                    lines.append(String(line[..<space]))
                    line = String(line[line.index(after: space)...])
                } else {
                    let head = line.prefix(max(1, DisplayWidth.prefix(of: line, columns: room).count))
                    lines.append(String(head))
                    line = String(line[head.endIndex...])
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
