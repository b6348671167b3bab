import LuaBridge

/// Follows the brackets, blocks and expressions of unfinished Lua text up to its end. Tolerant: what is wrong is passed over.
struct CompletionParser {
    private enum Shape: Equatable {
        case call
        /// The table of `f{...}`, which closes the call with it.
        case braces
        case table
        case index
        case key
        case group
        case block
    }

    private struct Frame {
        let shape: Shape
        var enclosure: CompletionContext.Enclosure
        /// The key of a table in brackets, or the name of which nobody knows yet whether `=` follows.
        var pendingKey: String?
        /// Whether the item is more than one value that its text tells.
        var isComplex = false
    }

    private static let openers: Set<String> = ["function", "do", "if", "repeat"]
    private static let values: Set<String> = ["true", "false", "nil"]

    private let text: [UInt8]
    private var frames: [Frame] = []
    /// The expression that ends in the last token.
    private var operand: LuaOperand?
    /// Whether `(`, `{` or a string after it would be a call.
    private var isCallable = false
    private var access: CompletionContext.Access?
    /// Where the token that is read begins, if it is a symbol.
    private var symbolStart = 0
    /// Whether the next parentheses hold the parameters of a function.
    private var expectsParameters = false
    private var expectsLabel = false
    private var isInLabel = false

    init(_ text: [UInt8]) {
        self.text = text
    }

    mutating func context(after: String) -> CompletionContext? {
        var scanner = LuaScanner(text)
        var word: CompletionContext.Word?
        while let token = scanner.next() {
            // A name that the cursor touches is still being typed.
            if scanner.end == text.count, let last = Self.word(token) {
                word = last
                break
            }
            if case .symbol(let symbol) = token { symbolStart = scanner.end - symbol.utf8.count }
            feed(token)
        }
        switch scanner.ending {
        case .unreadable: return nil
        case .string(let quote, let start, let content):
            beginValue(isString: true)
            word = .init(
                kind: .string(quote: quote), text: String(decoding: content, as: UTF8.self), bytes: text.count - start)
        case .code: break
        }
        if expectsLabel { return nil }
        var enclosures = frames.map(\.enclosure)
        if case .table = enclosures.last?.kind {
            enclosures[enclosures.count - 1].laterKeys = LaterKeys.inTable(after)
        }
        return CompletionContext(
            enclosures: enclosures, word: word ?? .init(kind: .name, text: "", bytes: 0), access: access, after: after)
    }

    private static func word(_ token: LuaToken) -> CompletionContext.Word? {
        switch token {
        case .name(let text): .init(kind: .name, text: text, bytes: text.utf8.count)
        case .number(let text): .init(kind: .number, text: text, bytes: text.utf8.count)
        default: nil
        }
    }

    // MARK: - Tokens

    private mutating func feed(_ token: LuaToken) {
        switch token {
        case .name(let name):
            if LuaWords.keywords.contains(name) { keyword(name) } else { self.name(name) }
        case .number(let digits):
            value(LuaNumber.integer(digits).map { .integer($0) } ?? .other)
        case .string(let bytes):
            let content = LuaOperand.string(String(decoding: bytes, as: UTF8.self))
            if isCallable { finish(.other, isCallable: true) } else { value(content) }
        case .symbol(let symbol): self.symbol(symbol)
        }
    }

    private mutating func name(_ name: String) {
        if let access {
            self.access = nil
            guard case .path(var path) = access.subject else { return finish(.other, isCallable: true) }
            path.steps.append(.field(name))
            path.isMethod = access.isMethod
            return finish(.path(path), isCallable: true)
        }
        expectsLabel = false
        let isFirst = frames.last?.enclosure.hasTokens == false
        beginValue()
        if isFirst, frames.last?.shape == .table || frames.last?.shape == .braces {
            frames[frames.count - 1].pendingKey = name
        }
        finish(.path(LuaPath([.field(name)])), isCallable: true)
    }

    private mutating func keyword(_ word: String) {
        access = nil
        if Self.values.contains(word) { return value(.other) }
        switch word {
        case _ where Self.openers.contains(word):
            complicate()
            push(.block, .other)
            expectsParameters = word == "function"
        case "end", "until":
            close([.block])
            complicate()
            if word == "end" { operand = .other }
        default:
            complicate()
            expectsLabel = word == "goto"
        }
    }

    private mutating func symbol(_ symbol: String) {
        if symbol != "." && symbol != ":" { access = nil }
        expectsLabel = false
        switch symbol {
        case ".", ":":
            access = .init(
                subject: operand ?? .other, isMethod: symbol == ":", bytes: text.count - symbolStart)
            operand = nil
            isCallable = false
        case "(":
            if expectsParameters {
                expectsParameters = false
                push(.group, .other)
            } else if isCallable {
                push(.call, .call(path))
            } else {
                beginValue()
                push(.group, .other)
            }
        case "{":
            if isCallable {
                push(.call, .call(path))
                push(.braces, .table)
            } else {
                beginValue()
                push(.table, .table)
            }
        case "[":
            if isCallable {
                push(.index, .index(operand ?? .other))
            } else {
                push(.key, .key)
            }
        case ")": closeParentheses()
        case "}": closeBraces()
        case "]": closeBracket()
        case ",", ";": nextItem()
        case "=": assign()
        case "::":
            complicate()
            isInLabel.toggle()
            expectsLabel = isInLabel
        default: complicate()
        }
    }

    private var path: LuaPath? { if case .path(let path)? = operand { path } else { nil } }

    // MARK: - Values

    /// A value that no call or name makes.
    private mutating func value(_ operand: LuaOperand) {
        beginValue()
        finish(operand, isCallable: false)
    }

    /// Notes that a value begins in the innermost bracket; a string after a callable value is its argument.
    private mutating func beginValue(isString: Bool = false) {
        if isString, isCallable {
            push(.call, .call(path))
            return
        }
        guard let last = frames.indices.last else { return }
        // Two values side by side are no expression.
        if operand != nil { frames[last].isComplex = true }
        frames[last].pendingKey = nil
        if !isString { frames[last].enclosure.hasTokens = true }
    }

    private mutating func finish(_ operand: LuaOperand, isCallable: Bool) {
        self.operand = operand
        self.isCallable = isCallable
    }

    /// An operator or keyword: the item is no plain value any more.
    private mutating func complicate() {
        operand = nil
        isCallable = false
        guard let last = frames.indices.last else { return }
        frames[last].enclosure.hasTokens = true
        frames[last].isComplex = true
        frames[last].pendingKey = nil
    }

    // MARK: - Brackets

    private mutating func push(_ shape: Shape, _ kind: CompletionContext.Enclosure.Kind) {
        frames.append(Frame(shape: shape, enclosure: .init(kind)))
        operand = nil
        isCallable = false
    }

    /// Ends the innermost frame of one of the shapes and all inside it.
    @discardableResult
    private mutating func close(_ shapes: Set<Shape>) -> Frame? {
        guard let index = frames.lastIndex(where: { shapes.contains($0.shape) }) else { return nil }
        let frame = frames[index]
        frames.removeSubrange(index...)
        return frame
    }

    private mutating func closeParentheses() {
        let inner = operand
        guard let frame = close([.call, .group]) else { return complicate() }
        let isPlain = frame.shape == .group && !frame.isComplex && frame.enclosure.items.isEmpty
        finish(isPlain ? inner ?? .other : .other, isCallable: true)
    }

    private mutating func closeBraces() {
        commit()
        guard let frame = close([.table, .braces]) else { return complicate() }
        if frame.shape == .braces {
            if frames.last?.shape == .call { frames.removeLast() }
            finish(.other, isCallable: true)
        } else {
            finish(.table(frame.enclosure.items), isCallable: false)
        }
    }

    private mutating func closeBracket() {
        let inner = operand
        guard let frame = close([.index, .key]) else { return complicate() }
        let isPlain = !frame.isComplex
        if frame.shape == .key {
            if case .string(let name)? = inner, isPlain, let last = frames.indices.last {
                frames[last].pendingKey = name
                frames[last].enclosure.hasTokens = true
            }
            operand = nil
            isCallable = false
            return
        }
        guard case .index(.path(var path)) = frame.enclosure.kind, isPlain else {
            return finish(.other, isCallable: true)
        }
        switch inner {
        case .string(let name): path.steps.append(.field(name))
        case .integer(let index): path.steps.append(.item(index))
        default: return finish(.other, isCallable: true)
        }
        finish(.path(path), isCallable: true)
    }

    // MARK: - Items

    private mutating func assign() {
        guard let last = frames.indices.last, let key = frames[last].pendingKey else { return complicate() }
        frames[last].enclosure.key = key
        frames[last].enclosure.hasTokens = false
        frames[last].pendingKey = nil
        operand = nil
        isCallable = false
    }

    private mutating func nextItem() {
        commit()
        operand = nil
        isCallable = false
    }

    /// Adds the item that ends here to those of its bracket.
    private mutating func commit() {
        guard let last = frames.indices.last else { return }
        let frame = frames[last]
        guard frame.shape != .block, frame.enclosure.hasTokens || frame.enclosure.key != nil else { return }
        frames[last].enclosure.items.append(
            .init(key: frame.enclosure.key, value: frame.isComplex ? .other : operand ?? .other))
        frames[last].enclosure.key = nil
        frames[last].enclosure.hasTokens = false
        frames[last].isComplex = false
        frames[last].pendingKey = nil
    }
}
