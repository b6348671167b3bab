/// The form of the history file: libedit's (a header, then an entry a line), so that its own tools read it.
enum HistoryText {
    static let header = "_HiStOrY_V2_\n"

    /// One line for an entry, with its newline: backslash and controls as octal escapes.
    static func line(_ entry: String) -> [UInt8] {
        var line: [UInt8] = []
        for byte in entry.utf8 {
            if byte < 0x20 || byte == 0x7F || byte == 0x5C {
                line.append(0x5C)
                line.append(0x30 + (byte >> 6))
                line.append(0x30 + (byte >> 3 & 7))
                line.append(0x30 + (byte & 7))
            } else {
                line.append(byte)
            }
        }
        line.append(0x0A)
        return line
    }

    /// The entries of a file, oldest first; nil where it is no history file. An unfinished last line is left out.
    static func entries(_ bytes: [UInt8]) -> [String]? {
        if bytes.isEmpty { return [] }
        guard bytes.starts(with: header.utf8), !bytes.contains(0) else { return nil }
        var entries: [String] = []
        for line in bytes.dropFirst(header.utf8.count).split(separator: 0x0A, omittingEmptySubsequences: true) {
            guard let entry = String(validating: decoded(line), as: UTF8.self) else { return nil }
            entries.append(entry)
        }
        if bytes.last != 0x0A, !entries.isEmpty { entries.removeLast() }
        return entries
    }

    private static func decoded(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            let digits = line[(index + 1)...].prefix(3)
            if byte == 0x5C, digits.count == 3, digits.allSatisfy({ (0x30...0x37).contains($0) }) {
                output.append(digits.reduce(0) { $0 &* 8 &+ ($1 - 0x30) })
                index += 4
            } else if byte == 0x5C, line[(index + 1)...].first == 0x5C {
                output.append(0x5C)
                index += 2
            } else {
                output.append(byte)
                index += 1
            }
        }
        return output
    }
}
