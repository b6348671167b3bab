import LuaBridge
import Terminal
import TextLayout

/// What helps somebody who has mistyped: the nearest name, and where a syntax error is.
struct EntryNotes {
    let context: ReplContext

    /// About an entry that is only a name, or names with dots between, whose value is nil.
    func nothing(_ entry: String) -> String? {
        guard let path = Self.path(entry) else { return nil }
        let name = path.joined(separator: ".")
        guard path.count > 1 else {
            let near =
                context.commands[name].map { ".\($0.name)" } ?? near(name, context.knownNames)
                ?? (name.count < 3 ? nil : context.commandName(near: name).map { "." + $0 })
            return "\(name) is nil\(near.map { "; did you mean \($0)?" } ?? "")"
        }
        return "\(name) is nil\(nearestField(path).map { "; did you mean \($0)?" } ?? "")"
    }

    /// About a name that an error says is nil.
    func failure(_ entry: String, _ message: String) -> String? {
        if let name = Self.quoted(message, after: "(global '") {
            return near(name, context.knownNames.filter { $0 != name }).map { "did you mean \($0)?" }
        }
        guard let name = Self.quoted(message, after: "(field '") ?? Self.quoted(message, after: "(method '") else {
            return nil
        }
        for path in Self.paths(entry) {
            // The name may stand in the middle of names that go on.
            guard let place = path.firstIndex(of: name), place > 0 else { continue }
            if let near = nearestField(Array(path[...place])) { return "did you mean \(near)?" }
        }
        return nil
    }

    /// The line with a syntax error and a caret below the piece where it was seen.
    func caret(_ entry: String, width: Int) -> [String]? {
        let text = Array(entry.unicodeScalars)
        let lexemes = LuaLexer.lexemes(text)
        guard lexemes.count <= 500, let place = errorPlace(text, lexemes) else { return nil }
        let start = text[..<place].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let end = text[place...].firstIndex(of: "\n") ?? text.count
        func shown(_ range: Range<Int>) -> String {
            TextFilter.visible(
                String(String.UnicodeScalarView(text[range].map { $0 == "\t" ? " " : $0 })), allowing: [])
        }
        var before = shown(start..<place)
        var after = shown(place..<end)
        let room = max(10, width - 3)
        let columns = DisplayWidth.columns(of: before)
        if columns > room - 4 {
            let kept = before.suffix(room / 2)
            before = "…" + kept
        }
        after = DisplayWidth.truncate(after, to: max(1, room - DisplayWidth.columns(of: before)))
        return ["  " + before + after, "  " + String(repeating: " ", count: DisplayWidth.columns(of: before)) + "^"]
    }

    /// The first piece up to which no text can be whole any more.
    private func errorPlace(_ text: [Unicode.Scalar], _ lexemes: [LuaLexeme]) -> Int? {
        func fails(_ end: Int) -> Bool {
            let code = String(String.UnicodeScalarView(text[..<end]))
            for code in [code, "return " + code] {
                do throws(LuaError) {
                    try context.thread.load(code, name: "=caret")
                    context.thread.pop()
                    return false
                } catch {
                    if case .incomplete = Compilation<Int>.failed(message: error.message) { return false }
                }
            }
            return true
        }
        for lexeme in lexemes where lexeme.kind != .comment {
            if fails(lexeme.range.upperBound) { return lexeme.range.lowerBound }
            if lexeme.kind == .string(isClosed: false) { return lexeme.range.lowerBound }
        }
        return nil
    }

    // MARK: - Names

    /// Of a letter or two any name is near.
    private func near(_ name: String, _ names: [String]) -> String? {
        name.count < 3 ? nil : context.host.nearest(name, names.filter { !$0.hasPrefix("_") })
    }

    private func nearestField(_ path: [String]) -> String? {
        guard let name = path.last else { return nil }
        let thread = context.thread
        let top = thread.top
        defer { thread.setTop(top) }
        guard LuaPath(path.dropLast().map { .field($0) }).push(on: thread), thread.type(at: -1) == .table else {
            return nil
        }
        // A field that the object may have, and has not.
        if context.host.helpOfObject(thread, thread.top, field: name) != nil { return nil }
        let names = thread.keys(at: -1).names.map { String(decoding: $0, as: UTF8.self) }.sorted()
        return near(name, names.filter { $0 != name && LuaWords.isName($0) })
            .map { (path.dropLast() + [$0]).joined(separator: ".") }
    }

    /// The names of a text that is nothing else.
    private static func path(_ entry: String) -> [String]? {
        let paths = paths(entry)
        let text = entry.trimmedBlanks
        guard paths.count == 1, paths[0].joined(separator: ".") == text, !LuaWords.keywords.contains(text) else {
            return nil
        }
        return paths[0]
    }

    /// The names with dots or colons between them that a text has.
    private static func paths(_ entry: String) -> [[String]] {
        let text = Array(entry.unicodeScalars)
        var paths: [[String]] = []
        var goesOn = false
        for lexeme in LuaLexer.lexemes(text) {
            let word = String(String.UnicodeScalarView(text[lexeme.range]))
            if lexeme.kind == .name, goesOn, !paths.isEmpty {
                paths[paths.count - 1].append(word)
                goesOn = false
            } else if lexeme.kind == .name {
                paths.append([word])
            } else {
                goesOn = lexeme.kind == .symbol && (word == "." || word == ":")
            }
        }
        return paths
    }

    private static func quoted(_ message: String, after mark: String) -> String? {
        guard let start = message.range(of: mark)?.upperBound else { return nil }
        let name = message[start...].prefix { $0 != "'" }
        return LuaWords.isName(name) ? String(name) : nil
    }
}

extension String {
    /// Where a text stands first.
    fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).first }
}
