public import LuaBridge
public import Terminal

/// Prints Lua values in the formats of `--output`. Writes data only, to the console's standard output.
public struct ValuePrinter {
    /// Compact JSON of the value at an index, without a newline. Throws what says why it cannot.
    public typealias JSONText = (_ thread: LuaThread, _ index: Int) throws -> [UInt8]

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
    private let style: PrintableStyle
    private let json: JSONText
    private let symbol: (LuaThread, Int) -> String?
    private let interruptible: Interruptible

    /// - Parameters:
    ///   - symbol: the name of a value that has one (the host's `null`), nil for all others. Runs no code.
    ///   - interruptible: around what may run a `__tostring`.
    public init(
        format: OutputFormat, isFormatChosen: Bool, style: PrintableStyle, json: @escaping JSONText,
        symbol: @escaping (LuaThread, Int) -> String?, interruptible: @escaping Interruptible = { try $0() }
    ) {
        self.format = format
        self.isFormatChosen = isFormatChosen
        self.style = style
        self.json = json
        self.symbol = symbol
        self.interruptible = interruptible
    }

    /// Prints the `count` values on top of the stack, each from a line of its own; nil and no value print nothing.
    ///
    /// Stack: [-0, +0, -]
    /// - Throws: `ConsoleError`, `PrintError`, the `LuaError` of an interrupt, or what the JSON closure throws.
    public func print(_ thread: LuaThread, count: Int, to console: Console) throws {
        let first = thread.top - count + 1
        guard count > 0 else { return }
        let pages = pager != nil && console.isTerminal(.output) && console.isTerminal(.input) && !console.isDumb
        var paged: [UInt8] = []
        for index in first...thread.top where !thread.isNoneOrNil(at: index) {
            let text = try text(thread, at: index, console: console)
            if pages { paged += text } else { try console.out(text) }
        }
        guard pages, let pager, !paged.isEmpty else { return }
        if ScreenHeight.rows(of: paged, width: console.width) < console.height {
            try console.out(paged)
        } else {
            try console.page(paged, through: pager)
        }
    }

    /// What `print` writes for one value, with its newline.
    public func text(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        let index = thread.absolute(index)
        let isTerminal = console.isTerminal(.output)
        let charset = console.charset
        func harmless(_ bytes: [UInt8]) -> [UInt8] {
            isTerminal ? TextFilter.visible(bytes, allowing: .newline, charset: charset) : bytes
        }
        func harmlessJSON(_ bytes: [UInt8]) -> [UInt8] {
            isTerminal ? TextFilter.visibleJSON(bytes, charset: charset) : bytes
        }
        switch format {
        case .table:
            var shown: [UInt8] = []
            try interruptible { shown = try display(thread, at: index, console: console) }
            return shown
        case .json:
            if !isFormatChosen, let raw = rawScalar(thread, at: index) { return harmless(raw) }
            return harmlessJSON(try json(thread, index) + [0x0A])
        case .jsonl:
            if !isFormatChosen, let raw = rawScalar(thread, at: index) { return harmless(raw) }
            return harmlessJSON(try lines(thread, at: index))
        case .csv:
            return try CSVSnapshot(
                style: style, json: json, symbol: symbol,
                shown: { isTerminal ? TextFilter.visible($0, allowing: [], charset: charset) : $0 }
            ).text(thread, at: index)
        case .lua:
            return try Array((literal(thread, at: index, charset: isTerminal ? charset : .utf8) + "\n").utf8)
        }
    }

    /// The value for people, as `pp` and the prompt show it, each line ended. Whoever calls it sees to interrupts.
    ///
    /// - Throws: the `LuaError` of an interrupt that stopped a `__tostring`.
    public func display(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        let canvas = Canvas(
            width: max(10, console.width), height: console.height, charset: console.charset, expansion: expanded,
            isPlain: isPlain, nextPage: nextPageCommand)
        let layout = DisplayLayout(style: style, canvas: canvas)
        let index = thread.absolute(index)
        let lines = try lines(thread, at: index, layout, console.isTerminal(.output) ? .screen : .file)
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
        var snapshot = LuaSnapshot(limits: limits, usesToString: true, symbol: symbol)
        // A long list is a table, and most of what its records hold is not in it.
        let isLong = thread.rawLength(at: index) > DisplayLayout.mostCards
        if isLong, expanded != .on, let list = snapshot.records(thread, at: index, nested: style.nestedFields),
            let lines = layout.table(list)
        {
            if let interruption = snapshot.interruption { throw interruption }
            return lines
        }
        if let interruption = snapshot.interruption { throw interruption }
        snapshot = LuaSnapshot(limits: limits, usesToString: true, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        if let interruption = snapshot.interruption { throw interruption }
        return layout.lines(value)
    }

    /// A Lua expression that reads back as the same value.
    /// - Throws: `PrintError` where there is none.
    public func literal(
        _ thread: LuaThread, at index: Int, charset: TerminalCharset = .utf8
    ) throws(PrintError) -> String {
        var snapshot = LuaSnapshot(limits: .complete, usesToString: false, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        try LiteralCheck.check(value, symbols: { text in LuaWords.isName(text) })
        return LuaLiteral(canvas: Canvas(charset: charset), width: 100).text(value)
    }

    private func lines(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        let isList = thread.type(at: index) == .table && thread.rawGet(1, at: index) != .nil
        if thread.type(at: index) == .table { thread.pop() }
        guard isList else { return try json(thread, index) + [0x0A] }
        var output: [UInt8] = []
        var item = 1
        while thread.rawGet(item, at: index) != .nil {
            defer { thread.pop() }
            output += try json(thread, thread.absolute(-1))
            output.append(0x0A)
            item += 1
        }
        thread.pop()
        return output
    }

    private func rawScalar(_ thread: LuaThread, at index: Int) -> [UInt8]? {
        guard symbol(thread, index) == nil else { return nil }
        switch thread.type(at: index) {
        case .string: return thread.bytes(at: index).map { $0 + [0x0A] }
        case .boolean, .number:
            var snapshot = LuaSnapshot(limits: .complete, usesToString: false, symbol: symbol)
            return Array((CellText(canvas: Canvas()).plain(snapshot.value(thread, at: index)) + "\n").utf8)
        default: return nil
        }
    }
}
