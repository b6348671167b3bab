/// Turns a prompt with colour sequences into libedit's form: escapes stand between \1 bytes, and never last.
enum PromptText {
    static func marked(_ prompt: String) -> String {
        let bytes = Array(prompt.utf8)
        var marked: [UInt8] = []
        var position = 0
        var endsInEscape = false
        bytes.withUnsafeBufferPointer { text in
            while position < text.count {
                if let length = ColourSequence.length(at: position, of: text) {
                    marked.append(1)
                    marked.append(contentsOf: text[position..<position + length])
                    marked.append(1)
                    position += length
                    endsInEscape = true
                } else {
                    if text[position] != 1 { marked.append(text[position]) }
                    position += 1
                    endsInEscape = false
                }
            }
        }
        // libedit loses an escape that is the prompt's last character.
        if endsInEscape { marked.append(0x20) }
        return String(decoding: marked, as: UTF8.self)
    }
}
