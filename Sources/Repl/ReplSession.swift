import LuaBridge

/// The steps of a Lua prompt as a pure machine: lines go in, and what to do comes out.
///
/// Compiling is a closure; there is no terminal, no file and no Lua here.
public struct ReplSession<Chunk> {
    /// What to do after a line.
    public enum Step {
        /// The text is not whole: ask for the next line.
        case needMore
        /// Run it. `entry` is the whole text, one entry of the history; results are printed unless it ended in `;`.
        case evaluate(Chunk, entry: String, printsResults: Bool)
        /// `.name argument` at the primary prompt.
        case meta(name: String, argument: String, entry: String)
        /// `subject?`, or `subject??` for its source.
        case help(subject: String, wantsSource: Bool, entry: String)
        /// It is no Lua; `message` is the compiler's.
        case invalid(message: String, entry: String)
        case nothing
    }

    private let compile: (_ text: String) -> Compilation<Chunk>
    /// The lines of a block that was begun, nil at the primary prompt.
    public private(set) var pending: String?

    /// `compile` is called once or twice for each line; it must run nothing.
    public init(compile: @escaping (_ text: String) -> Compilation<Chunk>) {
        self.compile = compile
    }

    /// Whether a block is begun and the continuation prompt is due.
    public var isContinuing: Bool { pending != nil }

    /// Drops a block that was begun (Ctrl-C).
    public mutating func cancel() { pending = nil }

    /// Takes the next line, or a pasted or recalled block of lines.
    public mutating func feed(_ line: String) -> Step {
        let line = Self.withoutCarriageReturns(line)
        guard let begun = pending else { return begin(line) }
        return compileWhole(begun + "\n" + line)
    }

    /// Whether a text that nothing was typed before is not whole yet.
    public func goesOn(_ text: String) -> Bool {
        var session = self
        if case .needMore = session.feed(text) { return true }
        return false
    }

    /// Takes an entry that is whole: what is missing at its end is an error.
    public mutating func submit(_ entry: String) -> Step {
        pending = nil
        let entry = Self.withoutCarriageReturns(entry).trimmedNewlines
        let step = begin(entry)
        guard case .needMore = step else { return step }
        return finish()
    }

    /// Files of other systems and their pastes end lines by two characters.
    private static func withoutCarriageReturns(_ text: String) -> String {
        guard text.utf8.contains(0x0D) else { return text }
        var bytes: [UInt8] = []
        let all = Array(text.utf8)
        for (position, byte) in all.enumerated() {
            let endsLine = byte == 0x0D && (position + 1 == all.count || all[position + 1] == 0x0A)
            if !endsLine { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The end of the input: a block that was begun is an error, as it would be in a file.
    public mutating func finish() -> Step {
        guard let entry = pending else { return .nothing }
        pending = nil
        switch compile(entry) {
        case .chunk(let chunk): return .evaluate(chunk, entry: entry, printsResults: true)
        case .incomplete(let message), .failure(let message): return .invalid(message: message, entry: entry)
        }
    }

    private mutating func begin(_ line: String) -> Step {
        let text = line.trimmedBlanks
        if text.isEmpty { return .nothing }
        if text.hasPrefix("#!") {
            // The first line of a script, pasted with the rest of it or alone.
            guard let end = line.firstIndex(of: "\n") else { return .nothing }
            return begin(String(line[line.index(after: end)...]))
        }
        if let (name, argument) = Self.metaCommand(text) { return .meta(name: name, argument: argument, entry: line) }
        if let (subject, wantsSource) = Self.helpRequest(text) {
            return .help(subject: subject, wantsSource: wantsSource, entry: line)
        }
        return compileWhole(line)
    }

    /// A text that ends within a quoted string is not whole, but no further line can make it so: the string would have to
    /// go over the line's end, which takes a backslash.
    private func compiled(_ text: String) -> Compilation<Chunk> {
        let compilation = compile(text)
        guard case .incomplete = compilation else { return compilation }
        if case .failure(let message) = compile(text + "\n") { return .failure(message: message) }
        return compilation
    }

    /// As an expression first, then as statements; as lua.c does.
    private mutating func compileWhole(_ entry: String) -> Step {
        pending = nil
        // `= value` is how Lua 5.1 printed; 5.4's own prompt still takes it.
        let trimmed = entry.trimmedBlanks
        let expression = trimmed.hasPrefix("=") ? String(trimmed.dropFirst()).trimmedBlanks : entry
        let asExpression = compiled("return " + expression)
        if case .chunk(let chunk) = asExpression {
            return .evaluate(chunk, entry: entry, printsResults: !LuaStatementEnd.endsInSemicolon(trimmed))
        }
        switch compiled(trimmed.hasPrefix("=") ? "return " + expression : entry) {
        case .chunk(let chunk):
            if let chunk = lastExpression(entry) { return chunk }
            return .evaluate(chunk, entry: entry, printsResults: true)
        case .incomplete:
            // `x = 5; x` could go on as an assignment; who ends the line there wants the value.
            if let chunk = lastExpression(entry) { return chunk }
            pending = entry
            return .needMore
        case .failure(let message):
            // `1 +` is no statement, but an expression that goes on.
            if case .incomplete = asExpression {
                pending = entry
                return .needMore
            }
            if let chunk = lastExpression(entry) { return chunk }
            return .invalid(message: message, entry: entry)
        }
    }

    /// Statements whose last is an expression: its values are the entry's.
    private func lastExpression(_ entry: String) -> Step? {
        func compiles(_ text: String) -> Bool { if case .chunk = compile(text) { true } else { false } }
        guard let last = LuaLastExpression(entry, compiles: compiles), case .chunk(let chunk) = compile(last.returning)
        else { return nil }
        let isSilent = LuaStatementEnd.endsInSemicolon(entry.trimmedBlanks)
        return .evaluate(chunk, entry: entry, printsResults: !isSilent)
    }

    /// `.name argument`: no Lua begins so (`.5` does).
    static func metaCommand(_ text: String) -> (name: String, argument: String)? {
        guard text.first == "." else { return nil }
        let body = text.dropFirst()
        guard let first = body.utf8.first, (0x61...0x7A).contains(first | 0x20), !body.contains("\n") else {
            return nil
        }
        let name = body.prefix { !$0.isWhitespace }
        return (String(name), String(body.dropFirst(name.count)).trimmedBlanks)
    }

    /// A dotted name, or nothing, and one or two question marks.
    static func helpRequest(_ text: String) -> (subject: String, wantsSource: Bool)? {
        guard text.hasSuffix("?") else { return nil }
        let wantsSource = text.hasSuffix("??")
        let subject = String(text.dropLast(wantsSource ? 2 : 1)).trimmedBlanks
        let names = subject.split(omittingEmptySubsequences: false) { $0 == "." || $0 == ":" }
        guard subject.isEmpty || names.allSatisfy({ LuaWords.isWord($0) }) else { return nil }
        return (subject, wantsSource)
    }
}

extension String {
    /// Without the spaces, tabs and newlines around it.
    var trimmedBlanks: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }

    /// Without the newlines at its end.
    var trimmedNewlines: String {
        var text = Substring(self)
        while text.last == "\n" { text.removeLast() }
        return String(text)
    }
}
