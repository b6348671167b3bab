/// Whether a tree can be written as a Lua literal that reads back the same.
enum LiteralCheck {
    static func check(_ value: PrintableValue, symbols isReadable: (String) -> Bool) throws(PrintError) {
        switch value {
        case .symbol(let text):
            guard isReadable(text) else { throw .noLiteral(text) }
        case .cycle: throw .cycle
        case .cut: throw .tooDeep(PrintableLimits.complete.depth)
        case .table(let table):
            for item in table.items { try check(item, symbols: isReadable) }
            for field in table.fields {
                try check(field.key, symbols: isReadable)
                if case .table = field.key { throw .noLiteral("a table as a key") }
                try check(field.value, symbols: isReadable)
            }
        // Nothing is cut for a literal, so no string is long.
        case .null, .boolean, .integer, .number, .string, .longString: break
        }
    }
}
