/// How many columns text takes on a terminal.
public enum DisplayWidth {
    /// The columns of one line of text; controls count as none (filter them first), a tab as one.
    public static func columns(of text: String) -> Int {
        // Most text is printable ASCII: one column a byte.
        if let count = text.utf8.withContiguousStorageIfAvailable({ $0.isPrintableASCII ? $0.count : nil }),
            let count
        {
            return count
        }
        // Where no scalar joins another, characters need not be found.
        var total = 0
        for scalar in text.unicodeScalars {
            guard let width = standaloneColumns(of: scalar.value) else {
                return text.reduce(0) { $0 + columns(of: $1) }
            }
            total += width
        }
        return total
    }

    /// The columns of a scalar of the blocks in which none joins a neighbour; nil for all others.
    private static func standaloneColumns(of value: UInt32) -> Int? {
        switch value {
        case 0x20..<0x7F, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x48A...0x58F, 0x2010...0x2027, 0x2500...0x259F: 1
        case 0x3041...0x3096, 0x30A1...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: 2
        default: nil
        }
    }

    /// The columns of one character as people see it: 0 (a lone mark), 1 or 2.
    public static func columns(of character: Character) -> Int {
        var width = 0
        if let first = character.unicodeScalars.first, character.unicodeScalars.count > 1,
            (0x1F1E6...0x1F1FF).contains(first.value)
        {
            return 2  // two regional letters are one flag
        }
        for scalar in character.unicodeScalars {
            // An emoji variation selector makes its character two columns wide; a sequence of joined emoji is one.
            if scalar.value == 0xFE0F { return 2 }
            width = max(width, columns(of: scalar))
        }
        return width
    }

    /// Cut to at most `limit` columns, with the ellipsis at the end where anything was cut.
    public static func truncate(_ text: String, to limit: Int, ellipsis: String = "…") -> String {
        guard columns(of: text) > limit else { return text }
        guard limit > 0 else { return "" }
        let end = columns(of: ellipsis) <= limit ? ellipsis : String(ellipsis.prefix(limit))
        return prefix(of: text, columns: limit - columns(of: end)) + end
    }

    /// As much of the beginning as fits.
    static func prefix(of text: String, columns limit: Int) -> Substring {
        if text.utf8.withContiguousStorageIfAvailable({ $0.isPrintableASCII }) ?? false { return text.prefix(limit) }
        var used = 0
        return text.prefix { character in
            used += columns(of: character)
            return used <= limit
        }
    }

    /// Filled with spaces to `width` columns, at the left for numbers; never cut.
    public static func pad(_ text: String, to width: Int, alignRight: Bool = false) -> String {
        let missing = width - columns(of: text)
        guard missing > 0 else { return text }
        let spaces = String(repeating: " ", count: missing)
        return alignRight ? spaces + text : text + spaces
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x20 { return value == 0x09 ? 1 : 0 }
        if value < 0x7F { return 1 }
        if value < 0xA0 { return 0 }
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        if value >= 0x1160 && value <= 0x11FF { return 0 }  // Hangul vowels and finals join the syllable before
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
        default: return isWide(value) ? 2 : 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        var low = 0
        var high = wideRanges.count - 1
        while low <= high {
            let middle = (low + high) / 2
            let range = wideRanges[middle]
            if value < range.lowerBound {
                high = middle - 1
            } else if value > range.upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }

    /// East Asian Wide and Fullwidth, with the emoji that are drawn as pictures (Unicode 15, UAX 11 and emoji-data).
    static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
        0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1,
        0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA,
        0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B,
        0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
        0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E,
        0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE4, 0x17000...0x18CFF, 0x1AFF0...0x1B2FF,
        0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F265,
        0x1F300...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA,
        0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440,
        0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A,
        0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
        0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC,
        0x1F7E0...0x1F7EB, 0x1F7F0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF,
        0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}
