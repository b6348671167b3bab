public import LuaBridge
import Memory
public import Terminal

/// Prints Lua values in the formats of `--output`. Writes data only, to the console's standard output.
///
/// A class, since what changes how results are shown (`.output`, `.set`) is shared by the prompt, `-e` and `pp`.
public final class ValuePrinter {
    /// Runs a body in which Lua code may run, so that Ctrl-C stops that code.
    public typealias Interruptible = (_ body: () throws -> Void) throws -> Void

    /// Which format; `.output` changes it.
    public var format: OutputFormat
    /// Whether somebody asked for the format. A lone scalar is raw in JSON unless it was asked for.
    public var isFormatChosen: Bool
    /// Whether rows become cards; `.expanded` changes it.
    public var expanded = Expansion.auto
    /// For screen readers: no drawing, no columns, one fact a line; `.set plain` changes it.
    public var isPlain = false
    /// The command that pages what is taller than the screen; nil is none. `.set pager` changes it.
    public var pager: String?
    /// What the user types for the next page; nil where there is no prompt, and the cursor is shown instead.
    public var nextPageCommand: String?
    /// What is said of a function or a table that is no data, instead of an address; nil for all others. Runs no code.
    public var about: (LuaThread, Int) -> String? = { _, _ in nil }
    /// Where the lines of a view begin: so much narrower is what it is laid out for.
    public var margin = 0
    private let style: PrintableStyle
    private let json: PrintableJSON
    private let symbol: (LuaThread, Int) -> String?
    private let kind: (LuaThread, Int) -> String?
    private let interruptible: Interruptible

    /// - Parameters:
    ///   - symbol: the name of a value that has one (the host's `null`), nil for all others. Runs no code.
    ///   - kind: the name of the kind of records that a table is known to be of, nil for all others. Runs no code.
    ///   - interruptible: around what may run a `__tostring`.
    public init(
        format: OutputFormat, isFormatChosen: Bool, style: PrintableStyle, json: PrintableJSON,
        symbol: @escaping (LuaThread, Int) -> String?, kind: @escaping (LuaThread, Int) -> String? = { _, _ in nil },
        interruptible: @escaping Interruptible = { try $0() }
    ) {
        self.format = format
        self.isFormatChosen = isFormatChosen
        self.style = style
        self.json = json
        self.symbol = symbol
        self.kind = kind
        self.interruptible = interruptible
    }

    /// Prints the `count` values on top of the stack, each from a line of its own, a nil among others as well; a lone nil
    /// and no value print nothing.
    ///
    /// Stack: [-0, +0, -]
    /// - Throws: `ConsoleError`, `PrintError`, the `LuaError` of an interrupt, or what the JSON closure throws.
    public func print(_ thread: LuaThread, count: Int, to console: Console) throws {
        try thread.balanced {
            let pages = pager != nil && console.isTerminal(.output) && console.isTerminal(.input) && !console.isDumb
            var paged = HeldBytes(of: thread.state.memory)
            for index in Self.printed(count, of: thread) {
                let text = try text(thread, at: index, console: console)
                if pages { try paged.append(text) } else { try console.out(text) }
            }
            guard pages, let pager, !paged.bytes.isEmpty else { return }
            if ScreenHeight.rows(of: paged.bytes, width: console.width) < console.height {
                try console.out(paged.bytes)
            } else {
                try console.page(paged.bytes, through: pager)
            }
        }
    }

    /// How many rows of the screen a text takes.
    public func rows(of text: [UInt8], width: Int) -> Int { ScreenHeight.rows(of: text, width: width) }

    /// Where the values stand that are printed of the `count` on top: all, but not a lone nil. Stack: [-0, +0, -]
    public static func printed(_ count: Int, of thread: LuaThread) -> Range<Int> {
        thread.balanced {
            let end = thread.top + 1
            return count == 1 && thread.isNoneOrNil(at: -1) ? end..<end : end - count..<end
        }
    }

    /// What `print` writes for one value, with its newline.
    ///
    /// - Throws: also `NotEnoughMemory`.
    public func text(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        if LuaReadOnlyView.isView(at: index, of: thread) {
            try LuaReadOnlyView.pushContents(at: index, of: thread)
            defer { thread.pop() }
            return try text(thread, at: -1, console: console)
        }
        return try thread.makingRoom { try textAtOnce(thread, at: index, console: console) }
    }

    /// What is written of one value where no terminal is: into a file or another program, with its newline. Complete in each
    /// format; a table is for people, and is JSON here.
    ///
    /// - Parameter isRaw: whether a lone text is written as it is.
    public func data(
        _ thread: LuaThread, at index: Int, format: OutputFormat, isRaw: Bool = false
    ) throws -> [UInt8] {
        if LuaReadOnlyView.isView(at: index, of: thread) {
            try LuaReadOnlyView.pushContents(at: index, of: thread)
            defer { thread.pop() }
            return try data(thread, at: -1, format: format, isRaw: isRaw)
        }
        let index = thread.absolute(index)
        return try thread.makingRoom {
            if isRaw, let raw = try rawScalar(thread, at: index) { return raw }
            switch format {
            case .table, .json: return try line(thread, at: index)
            case .jsonl: return try lines(thread, at: index)
            case .csv:
                return try CSVSnapshot(style: style, json: json, symbol: symbol, kind: kind, shown: { $0 })
                    .text(thread, at: index)
            case .lua:
                let text = try literal(thread, at: index)
                return Array("return \(text)\n".utf8)
            }
        }
    }

    private func textAtOnce(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        let account = thread.state.memory
        let index = thread.absolute(index)
        let isTerminal = console.isTerminal(.output)
        let charset = console.charset
        func harmless(_ bytes: [UInt8]) throws(NotEnoughMemory) -> [UInt8] {
            guard isTerminal else { return bytes }
            let filtered = try HeldMemory(bytes.count * 2, of: account)
            return withExtendedLifetime(filtered) { TextFilter.visible(bytes, allowing: .newline, charset: charset) }
        }
        func harmlessJSON(_ bytes: [UInt8]) throws(NotEnoughMemory) -> [UInt8] {
            guard isTerminal else { return bytes }
            let filtered = try HeldMemory(bytes.count * 2, of: account)
            return withExtendedLifetime(filtered) { TextFilter.visibleJSON(bytes, charset: charset) }
        }
        switch format {
        case .table:
            if thread.isNoneOrNil(at: index) { return Self.nilLine }
            var shown: [UInt8] = []
            try interruptible { shown = try display(thread, at: index, console: console) }
            return shown
        case .json:
            if !isFormatChosen, let raw = try rawScalar(thread, at: index) { return try harmless(raw) }
            let line = try harmlessJSON(line(thread, at: index))
            guard isTerminal, !isPlain else { return line }
            // Each field gets a line, its margin and its colours.
            let shown = try HeldMemory(line.count * 4, of: account)
            return withExtendedLifetime(shown) {
                JSONLayout(colour: console.usesColour(.output)).text(line) + [0x0A]
            }
        case .jsonl:
            if !isFormatChosen, let raw = try rawScalar(thread, at: index) { return try harmless(raw) }
            return try harmlessJSON(lines(thread, at: index))
        case .csv:
            return try CSVSnapshot(
                style: style, json: json, symbol: symbol, kind: kind,
                shown: { isTerminal ? TextFilter.visible($0, allowing: [], charset: charset) : $0 }
            ).text(thread, at: index)
        case .lua:
            return try Array((literal(thread, at: index, charset: isTerminal ? charset : .utf8) + "\n").utf8)
        }
    }

    /// The value for people, as `pp` and the prompt show it, each line ended. Whoever calls it sees to interrupts.
    ///
    /// - Throws: the `LuaError` of an interrupt that stopped a `__tostring`, or `NotEnoughMemory`.
    public func display(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        let canvas = Canvas(
            width: max(10, console.width - margin), height: console.height, charset: console.charset,
            expansion: expanded,
            isPlain: isPlain, nextPage: nextPageCommand)
        let layout = DisplayLayout(style: style, canvas: canvas)
        let index = thread.absolute(index)
        let lines =
            if let text = about(thread, index) {
                layout.lines(.text(text))
            } else {
                try lines(thread, at: index, layout, console.isTerminal(.output) ? .screen : .file)
            }
        var bytes: [UInt8] = []
        for line in lines {
            line.render(into: &bytes, colour: console.usesColour(.output))
            bytes.append(0x0A)
        }
        return bytes
    }

    private func lines(
        _ thread: LuaThread, at index: Int, _ layout: DisplayLayout, _ limits: PrintableLimits
    ) throws -> [StyledText] {
        var snapshot = LuaSnapshot(
            limits: limits, usesToString: true, account: thread.state.memory, kind: kind, symbol: symbol)
        // A long list is a table, and most of what its records hold is not in it.
        let isLong = thread.type(at: index) == .table && thread.size(at: index).items > DisplayLayout.mostCards
        if isLong, expanded != .on, let list = snapshot.records(thread, at: index, leavingOut: style.tablesWithoutCell),
            let lines = layout.table(list)
        {
            if let interruption = snapshot.interruption { throw interruption }
            return lines
        }
        if let interruption = snapshot.interruption { throw interruption }
        snapshot = LuaSnapshot(
            limits: limits, usesToString: true, account: thread.state.memory, kind: kind, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        if let interruption = snapshot.interruption { throw interruption }
        // It stands for the lines too.
        return withExtendedLifetime(snapshot) { layout.lines(value) }
    }

    /// A Lua expression that reads back as the same value.
    /// - Throws: `PrintError` where there is none, or `NotEnoughMemory`.
    public func literal(
        _ thread: LuaThread, at index: Int, charset: TerminalCharset = .utf8
    ) throws -> String {
        var snapshot = LuaSnapshot(
            limits: .complete, usesToString: false, account: thread.state.memory, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        if let interruption = snapshot.interruption { throw interruption }
        // It stands for the text too.
        defer { withExtendedLifetime(snapshot) {} }
        try LiteralCheck.check(value, symbols: { text in LuaWords.isName(text) })
        return LuaLiteral(canvas: Canvas(charset: charset), width: 100).text(value)
    }

    /// The items of a list, or the value, each on a line.
    private func lines(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        guard let count = try json.itemCount(thread, index) else { return try line(thread, at: index) }
        var output = HeldBytes(of: thread.state.memory)
        for item in 0..<count {
            thread.rawGet(item + 1, at: index)
            defer { thread.pop() }
            try output.append(json.text(thread, thread.absolute(-1), [.item(item)]))
            try output.append(0x0A)
        }
        return output.bytes
    }

    private func line(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        var text = try json.text(thread, index)
        text.append(0x0A)
        return text
    }

    private static let nilLine = Array("nil\n".utf8)

    private func rawScalar(_ thread: LuaThread, at index: Int) throws(NotEnoughMemory) -> [UInt8]? {
        guard symbol(thread, index) == nil else { return nil }
        switch thread.type(at: index) {
        case .nil: return Self.nilLine
        case .string:
            guard let bytes = thread.borrowedBytes(at: index) else { return nil }
            var line = HeldBytes(of: thread.state.memory)
            try line.reserve(bytes.count + 1)
            try line.append(bytes)
            try line.append(0x0A)
            return line.bytes
        case .boolean, .number:
            var snapshot = LuaSnapshot(limits: .complete, usesToString: false, symbol: symbol)
            return Array((CellText(canvas: Canvas()).plain(snapshot.value(thread, at: index)) + "\n").utf8)
        default: return nil
        }
    }
}
