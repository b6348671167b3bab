public import LuaBridge
public import Terminal

/// Prints Lua values in the formats of `--output`. Writes data only, to the console's standard output.
public struct ValuePrinter {
    /// Compact JSON of the value at an index, without a newline. Throws what says why it cannot.
    public typealias JSONText = (_ thread: LuaThread, _ index: Int) throws -> [UInt8]

    /// Which format; `.output` changes it.
    public var format: OutputFormat
    /// Whether somebody asked for the format. A lone scalar is raw in JSON unless it was asked for.
    public var isFormatChosen: Bool
    private let style: PrintableStyle
    private let json: JSONText
    private let symbol: (LuaThread, Int) -> String?

    /// - Parameter symbol: the name of a value that has one (the host's `null`), nil for all others. Runs no code.
    public init(
        format: OutputFormat, isFormatChosen: Bool, style: PrintableStyle, json: @escaping JSONText,
        symbol: @escaping (LuaThread, Int) -> String?
    ) {
        self.format = format
        self.isFormatChosen = isFormatChosen
        self.style = style
        self.json = json
        self.symbol = symbol
    }

    /// Prints the `count` values on top of the stack, each from a line of its own; nil and no value print nothing.
    ///
    /// Stack: [-0, +0, -]
    /// - Throws: `ConsoleError`, `PrintError`, or what the JSON closure throws.
    public func print(_ thread: LuaThread, count: Int, to console: Console) throws {
        let first = thread.top - count + 1
        guard count > 0 else { return }
        for index in first...thread.top where !thread.isNoneOrNil(at: index) {
            try console.out(text(thread, at: index, console: console))
        }
    }

    /// What `print` writes for one value, with its newline.
    public func text(_ thread: LuaThread, at index: Int, console: Console) throws -> [UInt8] {
        let index = thread.absolute(index)
        switch format {
        case .table:
            return Array(
                display(
                    thread, at: index, width: console.width,
                    colour: console.usesColour(.output)
                ).utf8)
        case .json:
            if !isFormatChosen, let raw = rawScalar(thread, at: index) { return raw }
            return try json(thread, index) + [0x0A]
        case .jsonl:
            return try lines(thread, at: index)
        case .csv:
            return try CSVSnapshot(style: style, json: json, symbol: symbol).text(thread, at: index)
        case .lua:
            return try Array((literal(thread, at: index) + "\n").utf8)
        }
    }

    /// The value for people, as `pp` and the prompt show it, each line ended.
    public func display(_ thread: LuaThread, at index: Int, width: Int, colour: Bool) -> String {
        var snapshot = LuaSnapshot(limits: .display, usesToString: true, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        return DisplayLayout(style: style, width: width).lines(value)
            .map { $0.rendered(colour: colour) + "\n" }.joined()
    }

    /// A Lua expression that reads back as the same value.
    /// - Throws: `PrintError` where there is none.
    public func literal(_ thread: LuaThread, at index: Int) throws(PrintError) -> String {
        var snapshot = LuaSnapshot(limits: .complete, usesToString: false, symbol: symbol)
        let value = snapshot.value(thread, at: index)
        try LiteralCheck.check(value, symbols: { text in symbolNames(thread, text) })
        return LuaLiteral(width: 100, isExact: true).text(value)
    }

    /// A symbol that is a name can be read back; `function: 0x...` cannot.
    private func symbolNames(_ thread: LuaThread, _ text: String) -> Bool { LuaWords.isName(text) }

    private func lines(_ thread: LuaThread, at index: Int) throws -> [UInt8] {
        let isList = thread.type(at: index) == .table && thread.rawGet(1, at: index) != .nil
        if thread.type(at: index) == .table { thread.pop() }
        guard isList else {
            if !isFormatChosen, let raw = rawScalar(thread, at: index) { return raw }
            return try json(thread, index) + [0x0A]
        }
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
            return Array((CellText.plain(snapshot.value(thread, at: index)) + "\n").utf8)
        default: return nil
        }
    }
}
