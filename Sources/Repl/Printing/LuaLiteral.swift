import Terminal

/// Lua expressions for values: readable with line breaks, or exact for `--output lua`.
struct LuaLiteral {
    /// Columns that a line may take before a table is broken over several; nil keeps everything on one line.
    var width: Int?
    /// Whether it must read back the same; else it is for eyes: numbers as `tostring` writes them.
    var isExact: Bool

    private static let keywords: Set<String> = LuaWords.keywords

    func text(_ value: PrintableValue, indent: Int = 0, used: Int = 0) -> String {
        guard case .table(let table) = value, !table.isEmpty else { return scalar(value) }
        let line = "{ " + parts(of: table, width: nil, indent: 0).joined(separator: ", ") + " }"
        guard let width else { return line }
        if used + DisplayWidth.columns(of: line) <= width { return line }
        let inner = String(repeating: " ", count: indent + 2)
        return "{\n" + parts(of: table, width: width, indent: indent + 2).map { inner + $0 + ",\n" }.joined()
            + String(repeating: " ", count: indent) + "}"
    }

    private func parts(of table: PrintableTable, width: Int?, indent: Int) -> [String] {
        let nested = LuaLiteral(width: width, isExact: isExact)
        var parts = table.items.map { nested.text($0, indent: indent, used: indent + 1) }
        for field in table.fields {
            let key = key(field.key)
            parts.append(
                "\(key) = " + nested.text(field.value, indent: indent, used: indent + key.count + 4))
        }
        if table.omitted > 0 { parts.append("… \(table.omitted) more") }
        return parts
    }

    private func key(_ key: PrintableValue) -> String {
        if case .string(let bytes) = key {
            let text = String(decoding: bytes, as: UTF8.self)
            if LuaWords.isName(text), !Self.keywords.contains(text) { return text }
        }
        return "[\(scalar(key))]"
    }

    private func scalar(_ value: PrintableValue) -> String {
        switch value {
        case .null: "nil"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): isExact ? LuaNumberText.literal(value) : "\(value)"
        case .number(let value): isExact ? LuaNumberText.literal(value) : LuaNumberText.display(value)
        case .string(let bytes): Self.quoted(bytes)
        case .symbol(let text): text
        case .table: "{}"
        case .cycle: "<cycle>"
        case .cut: "…"
        }
    }

    /// A string literal of printable characters only; every other byte as `\ddd`, which both Lua and eyes can read.
    static func quoted(_ bytes: [UInt8]) -> String {
        var output = "\""
        bytes.withUnsafeBufferPointer { text in
            var position = 0
            while position < text.count {
                let byte = text[position]
                switch byte {
                case 0x22: output += "\\\""
                case 0x5C: output += "\\\\"
                case 0x0A: output += "\\n"
                case 0x09: output += "\\t"
                case 0x0D: output += "\\r"
                case 0x20..<0x7F: output.unicodeScalars.append(Unicode.Scalar(byte))
                case 0x80...:
                    if let piece = TextFilter.harmlessScalar(at: position, of: text) {
                        output.unicodeScalars.append(piece.scalar)
                        position += piece.length - 1
                    } else {
                        output += decimal(byte)
                    }
                default: output += decimal(byte)
                }
                position += 1
            }
        }
        return output + "\""
    }

    private static func decimal(_ byte: UInt8) -> String {
        let digits = String(byte)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
