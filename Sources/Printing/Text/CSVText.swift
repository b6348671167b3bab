/// Comma-separated values: quoted by RFC 4180, lines ended by LF, cells that a spreadsheet would run made harmless.
enum CSVText {
    /// A cell and whether it is text of somebody (which may be a formula) rather than a number or a name of ours.
    struct Cell: Equatable {
        var bytes: [UInt8]
        var isText: Bool

        static let empty = Cell(bytes: [], isText: false)
    }

    static func line(_ cells: [Cell]) -> [UInt8] {
        var line: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(0x2C) }
            line.append(contentsOf: quoted(cell.isText ? harmless(cell.bytes) : cell.bytes))
        }
        // A line of one empty cell would be no line.
        if line.isEmpty { line = Array("\"\"".utf8) }
        line.append(0x0A)
        return line
    }

    /// A leading apostrophe keeps spreadsheets from running what begins like a formula, also where they drop spaces or
    /// quotes before it or take full-width signs for the usual ones.
    static func harmless(_ bytes: [UInt8]) -> [UInt8] {
        var rest = bytes[...]
        while let first = rest.first, skipped.contains(first) { rest = rest.dropFirst() }
        return signs.contains { rest.starts(with: $0) } ? [UInt8(ascii: "'")] + bytes : bytes
    }

    private static let skipped: Set<UInt8> = [0x20, UInt8(ascii: "\""), UInt8(ascii: "'")]
    private static let signs: [[UInt8]] = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
    .map { (sign: String) in Array(sign.utf8) }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        let needsQuotes = bytes.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
        guard needsQuotes else { return bytes }
        var quoted: [UInt8] = [0x22]
        for byte in bytes {
            if byte == 0x22 { quoted.append(0x22) }
            quoted.append(byte)
        }
        quoted.append(0x22)
        return quoted
    }
}
