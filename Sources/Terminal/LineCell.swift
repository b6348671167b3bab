import TextLayout

/// One character of a drawn line, with the columns it takes.
struct LineCell: Sendable, Equatable {
    var text: String
    var columns: Int
    /// The colour sequences that apply to it; empty for none.
    var style = ""

    /// Whether terminals differ about its width: after such a cell the column is set and not counted on.
    var isUncertain: Bool { text.unicodeScalars.dropFirst().contains { $0.value > 0x7F } }

    /// The cells of a text in which nothing can act on the terminal. A newline is nil, a tab its spaces' beginning.
    static func cells(
        _ character: Character, style: String = "", charset: TerminalCharset = .utf8
    ) -> [LineCell] {
        if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F {
            return [LineCell(text: String(character), columns: 1, style: style)]
        }
        let shown = TextFilter.visible(String(character), allowing: [], charset: charset)
        if shown == String(character) {
            // Some terminals draw a joined picture part by part. With room for all parts none wraps unawares; where they
            // are one, a gap stays.
            let parts = character.unicodeScalars.reduce(0) { $0 + DisplayWidth.columns(of: Character($1)) }
            let columns = max(DisplayWidth.columns(of: character), parts)
            // A mark with nothing to stand on.
            return columns > 0
                ? [LineCell(text: shown, columns: columns, style: style)]
                : [LineCell(text: "\u{25CC}" + shown, columns: 1, style: style)]
        }
        // An escape stands for part of it: each character of that is a cell.
        return shown.map { LineCell(text: String($0), columns: max(1, DisplayWidth.columns(of: $0)), style: style) }
    }

    /// The cells of a prompt: its colour sequences become styles.
    static func cells(ofPrompt prompt: String) -> [LineCell] {
        var cells: [LineCell] = []
        var style = ""
        var plain = ""
        func end() {
            for character in plain { cells += Self.cells(character, style: style) }
            plain = ""
        }
        var bytes: [UInt8] = []
        let all = Array(prompt.utf8)
        all.withUnsafeBufferPointer { text in
            var position = 0
            while position < text.count {
                guard let length = ColourSequence.length(at: position, of: text) else {
                    bytes.append(text[position])
                    position += 1
                    continue
                }
                plain = String(decoding: bytes, as: UTF8.self)
                bytes = []
                end()
                let sequence = String(decoding: text[position..<position + length], as: UTF8.self)
                style = sequence == "\u{1B}[0m" || sequence == "\u{1B}[m" ? "" : style + sequence
                position += length
            }
        }
        plain = String(decoding: bytes, as: UTF8.self)
        end()
        return cells
    }
}
