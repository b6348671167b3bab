import LuaBridge
public import Terminal
import TextLayout

/// Lua expressions for values: readable with line breaks, or exact for `--output lua`.
public struct LuaLiteral {
    let canvas: Canvas
    /// Columns that a line may take before a table is broken over several.
    let width: Int

    /// The expression. A table that fits on the line stays on it.
    ///
    /// - Parameters:
    ///   - indent: the margin of the lines below the first.
    ///   - used: the columns that the line has before the expression, and after it.
    func text(_ value: PrintableValue, indent: Int = 0, used: Int? = nil) -> String {
        var output = ""
        write(value, indent: indent, used: used ?? indent, to: &output)
        return output
    }

    private func write(_ value: PrintableValue, indent: Int, used: Int, to output: inout String) {
        guard case .table(let table) = value, !table.isEmpty else { return output += scalar(value) }
        var line = ""
        if inline(table, room: width - used, to: &line) { return output += line }
        let inner = String(repeating: " ", count: indent + 2)
        output += "{\n"
        for item in table.items {
            output += inner
            write(item, indent: indent + 2, used: indent + 3, to: &output)
            output += ",\n"
        }
        for field in table.fields {
            let key = key(field.key)
            output += "\(inner)\(key) = "
            write(field.value, indent: indent + 2, used: indent + 6 + DisplayWidth.columns(of: key), to: &output)
            output += ",\n"
        }
        // A comment, so that what is there still reads as Lua.
        if table.omitted > 0 { output += "\(inner)-- \(canvas.more(table.omitted))\n" }
        output += String(repeating: " ", count: indent) + "}"
    }

    /// Writes a table on one line; false, with part of it written, as soon as it does not fit.
    private func inline(_ table: PrintableTable, room: Int, to line: inout String) -> Bool {
        // A comment ends its line.
        guard table.omitted == 0 else { return false }
        var room = room - 4
        var isFirst = true
        func add(_ text: String) -> Bool {
            room -= DisplayWidth.columns(of: text)
            line += text
            return room >= 0
        }
        func value(_ value: PrintableValue) -> Bool {
            guard case .table(let table) = value, !table.isEmpty else { return add(scalar(value)) }
            var inner = ""
            return inline(table, room: room, to: &inner) && add(inner)
        }
        line += "{ "
        for item in table.items {
            guard isFirst || add(", "), value(item) else { return false }
            isFirst = false
        }
        for field in table.fields {
            guard isFirst || add(", "), add("\(key(field.key)) = "), value(field.value) else { return false }
            isFirst = false
        }
        line += " }"
        return true
    }

    private func key(_ key: PrintableValue) -> String {
        if case .string(let bytes) = key {
            let text = String(decoding: bytes, as: UTF8.self)
            if LuaWords.isName(text) { return text }
        }
        return "[\(scalar(key))]"
    }

    private func scalar(_ value: PrintableValue) -> String {
        switch value {
        case .null: "nil"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): LuaNumberText.literal(value)
        case .number(let value): LuaNumberText.literal(value)
        case .string(let bytes): quoted(bytes)
        case .longString(let bytes, let omitted):
            quoted(bytes) + " --[[\(canvas.glyphs.ellipsis)\(CellText(canvas: canvas).moreBytes(omitted))]]"
        case .symbol(let text): canvas.visible(text)
        case .table: "{}"
        case .cycle: "<cycle>"
        case .cut: canvas.glyphs.ellipsis
        }
    }

    private func quoted(_ bytes: [UInt8]) -> String { Self.quoted(bytes, charset: canvas.charset) }

    /// A string literal of characters that can be seen; Lua and eyes can read the escapes of all others.
    public static func quoted(_ bytes: [UInt8], charset: TerminalCharset = .utf8) -> String {
        String(decoding: TextFilter.luaLiteral(bytes, charset: charset), as: UTF8.self)
    }
}
