/// What a terminal shows after bytes were written to it: as much of one as a line editor uses. Rows that leave at the
/// top are kept. An unknown sequence is an entry of `unknown`, so that nothing is drawn by something that is not here.
public struct TerminalScreen: Sendable {
    /// The size in characters.
    public private(set) var width: Int, height: Int
    /// Where the cursor stands, from 0.
    public private(set) var row = 0, column = 0
    /// What scrolled out at the top.
    public private(set) var scrolled: [String] = []
    /// Sequences that this terminal does not know.
    public private(set) var unknown: [String] = []
    /// Whether bracketed paste is on.
    public private(set) var isPasteMode = false
    /// Where text is dimmed, row by row: the characters that were written so.
    public private(set) var dimmed: [[Bool]]

    private var cells: [[String]]
    /// The colours that each character was written in: the parameters of the sequence, empty for none.
    private var styles: [[String]]
    private var style = ""
    private var wraps = false  // the last column is written: the next character goes to the next row
    private var isDim = false
    private var pending: [UInt8] = []
    private let joinsPictures: Bool
    private var isJoining = false

    /// An empty screen.
    /// - Parameter joinsPictures: whether pictures with a joiner between them are one, as in some terminals.
    public init(width: Int = 80, height: Int = 24, joinsPictures: Bool = false) {
        self.joinsPictures = joinsPictures
        self.width = width
        self.height = height
        cells = Array(repeating: Array(repeating: " ", count: width), count: height)
        dimmed = Array(repeating: Array(repeating: false, count: width), count: height)
        styles = Array(repeating: Array(repeating: "", count: width), count: height)
    }

    /// The rows without blanks at their ends.
    public var rows: [String] { cells.map { Self.trimmed($0.joined()) } }

    /// The rows down to the last that is not empty, as one text.
    public var text: String {
        var rows = rows
        while rows.last == "" { rows.removeLast() }
        return rows.joined(separator: "\n")
    }

    /// The dimmed characters, all together.
    public var dimmedText: String {
        var text = ""
        for (row, flags) in zip(cells, dimmed) {
            for (cell, isDim) in zip(row, flags) where isDim { text += cell }
        }
        return text
    }

    /// The characters that were written in colours with these parameters, all together.
    public func text(styled parameters: String) -> String {
        var text = ""
        for (row, styles) in zip(cells, styles) {
            for (cell, style) in zip(row, styles) where style == parameters { text += cell }
        }
        return text
    }

    /// Writes bytes; an unfinished sequence or character waits for its rest.
    public mutating func write(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var position = 0
        while position < pending.count {
            guard let used = step(at: position) else { break }
            position += used
        }
        pending.removeFirst(position)
    }

    /// Writes text.
    public mutating func write(_ text: String) { write(text.utf8) }

    private mutating func step(at position: Int) -> Int? {
        let byte = pending[position]
        switch byte {
        case 0x1B: return escape(at: position)
        case 0x0D: (column, wraps) = (0, false)
        case 0x0A: lineFeed()
        case 0x08: if column > 0 { (column, wraps) = (column - 1, false) }
        case 0x07: break
        case 0..<0x20: unknown.append("^\(byte)")
        default:
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            guard position + length <= pending.count else { return nil }
            put(String(decoding: pending[position..<position + length], as: UTF8.self))
            return length
        }
        return 1
    }

    private mutating func escape(at position: Int) -> Int? {
        guard position + 1 < pending.count else { return nil }
        guard pending[position + 1] == 0x5B else {
            unknown.append("ESC \(pending[position + 1])")
            return 2
        }
        var end = position + 2
        while end < pending.count, !(0x40...0x7E).contains(pending[end]) { end += 1 }
        guard end < pending.count else { return nil }
        let parameters = String(decoding: pending[position + 2..<end], as: UTF8.self)
        act(Character(Unicode.Scalar(pending[end])), parameters)
        return end + 1 - position
    }

    private mutating func act(_ final: Character, _ parameters: String) {
        let number = Int(parameters) ?? 0
        let count = max(1, number)
        switch final {
        case "A": row = max(0, row - count)
        case "B": row = min(height - 1, row + count)
        case "C": column = min(width - 1, column + count)
        case "D": column = max(0, column - count)
        case "G": column = min(width - 1, count - 1)
        case "H" where parameters.isEmpty: (row, column) = (0, 0)
        case "K" where number == 0: clear(row, from: column)
        case "J" where number == 0:
            clear(row, from: column)
            for below in row + 1..<max(row + 1, height) { clear(below, from: 0) }
        case "J" where number == 2: for row in 0..<height { clear(row, from: 0) }
        case "m":
            style = parameters == "0" ? "" : parameters
            isDim = parameters == "2" || (isDim && parameters != "0" && parameters != "")
            return
        case "h" where parameters == "?2004": isPasteMode = true
        case "l" where parameters == "?2004": isPasteMode = false
        default: unknown.append("ESC[\(parameters)\(final)")
        }
        (wraps, isJoining) = (false, false)
    }

    private mutating func put(_ character: String) {
        let width = isJoining ? 0 : Self.columns(character)
        isJoining = joinsPictures && character == "\u{200D}"
        if width == 0 {
            let place = wraps ? column : max(0, column - 1)
            let owner = cells[row][place].isEmpty ? max(0, place - 1) : place
            cells[row][owner] += character
            return
        }
        if wraps || column + width > self.width {
            column = 0
            lineFeed()
        }
        cells[row][column] = character
        dimmed[row][column] = isDim
        styles[row][column] = style
        if width == 2, column + 1 < self.width { cells[row][column + 1] = "" }
        column += width
        wraps = column >= self.width
        if wraps { column = self.width - 1 }
    }

    private mutating func lineFeed() {
        wraps = false
        if row + 1 < height {
            row += 1
        } else {
            scrolled.append(Self.trimmed(cells[0].joined()))
            cells.removeFirst()
            cells.append(Array(repeating: " ", count: width))
            dimmed.removeFirst()
            dimmed.append(Array(repeating: false, count: width))
            styles.removeFirst()
            styles.append(Array(repeating: "", count: width))
        }
    }

    private mutating func clear(_ row: Int, from start: Int) {
        for place in start..<max(start, width) {
            cells[row][place] = " "
            dimmed[row][place] = false
            styles[row][place] = ""
        }
    }

    private static func trimmed(_ text: String) -> String {
        var text = Substring(text)
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }

    /// Not the product's table, so that one can find the other wrong.
    private static func columns(_ character: String) -> Int {
        guard let value = character.unicodeScalars.first?.value else { return 0 }
        switch value {
        case 0x300...0x36F, 0x200D, 0xFE0F, 0x20D0...0x20F0, 0x1F3FB...0x1F3FF: return 0
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
