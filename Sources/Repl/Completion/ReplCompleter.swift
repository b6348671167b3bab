import LuaBridge
import Terminal

/// What Tab finds, and what is shown behind the cursor: commands after a dot, what the host knows, files, names.
struct ReplCompleter {
    /// Longer text is not read again for each key.
    private static let longestHint = 16_384

    let context: ReplContext

    /// - Parameters:
    ///   - before: the text before the cursor, and `after` what follows it.
    ///   - pending: the lines of a block that was begun, nil at the primary prompt, where alone commands stand.
    func complete(_ before: String, after: String = "", pending: String?) -> CompletionResult {
        if pending == nil, let result = commands(before) { return result }
        guard let place = place(before, after, pending) else { return .none }
        let files = FileCompletion(home: context.host.home)
        let modules = ModuleCompletion(thread: context.thread, modules: context.host.modules)
        if let result = ScriptCompletion(host: context.host).inCall(place) ?? files.inCall(place)
            ?? modules.inCall(place)
        {
            return result
        }
        let fields = FieldCompletion(context: context)
        let text = pending.map { $0 + "\n" + before } ?? before
        if let result = fields.values(place, text) ?? fields.fields(place, text) { return result }
        let hint = context.host.hint(place)
        if let hint, hint.isComplete {
            return hint.takesFile ? hint.result.followed(by: files.inString(place)) : hint.result
        }
        let isEmpty = place.word.bytes == 0 && place.access == nil
        // All names would hide those that are meant here.
        if isEmpty, let hint, !hint.result.candidates.isEmpty { return hint.result }
        guard !isEmpty || place.word.kind != .name || Self.mayBegin(before, pending) else {
            return hint?.result ?? .none
        }
        let names = LuaCompletion(thread: context.thread, listsAll: true, summary: context.host.summary)
            .complete(place)
        guard let hint, !hint.result.candidates.isEmpty || names.candidates.isEmpty else { return names }
        return hint.result.followed(by: names)
    }

    /// Whether a value or a statement may begin where nothing is written of it yet.
    private static func mayBegin(_ before: String, _ pending: String?) -> Bool {
        let text = Array(((pending.map { $0 + "\n" } ?? "") + before).unicodeScalars)
        let lexemes = LuaLexer.lexemes(text)
        guard let last = lexemes.last else { return true }
        let isBehindLine = text[last.range.upperBound...].contains("\n")
        let word = String(String.UnicodeScalarView(text[last.range]))
        switch last.kind {
        case .symbol: return isBehindLine || ![")", "]", "}", "...", ".", ":", "::"].contains(word)
        case .keyword:
            return isBehindLine || !["true", "false", "nil", "function", "local", "for", "goto"].contains(word)
        case .name, .number, .string: return isBehindLine
        case .comment: return true
        }
    }

    /// How the call around the cursor is written; nil where there is none, or where a word is being typed.
    func signature(_ before: String, after: String, pending: String?) -> String? {
        guard before.utf8.count + (pending?.utf8.count ?? 0) <= Self.longestHint, Self.mayStand(before),
            let place = place(before, after, pending), place.word.bytes == 0, place.access == nil
        else { return nil }
        return context.host.signature(place)
    }

    /// Where an argument may begin, which is cheap to see.
    private static func mayStand(_ before: String) -> Bool {
        guard let last = before.utf8.last(where: { $0 != 0x20 }) else { return true }
        return "({,;=".utf8.contains(last)
    }

    private func place(_ before: String, _ after: String, _ pending: String?) -> CompletionContext? {
        CompletionContext(before: pending.map { $0 + "\n" + before } ?? before, after: after)
    }

    /// Names of commands after a dot, then what a command takes.
    private func commands(_ before: String) -> CompletionResult? {
        guard before.first == ".", !before.contains("\n") else { return nil }
        let body = before.dropFirst()
        guard let space = body.firstIndex(of: " ") else {
            let found = context.commands.rows.filter { $0.name.hasPrefix(body) }
            return CompletionResult(
                replacedBytes: before.utf8.count,
                candidates: found.map { .init(text: "." + $0.name, summary: $0.summary) })
        }
        let argument = body[space...].drop { $0 == " " }
        guard let command = context.commands[String(body[..<space])] else { return CompletionResult.none }
        let typed = TypedWords(argument)
        switch command.argumentKind {
        case .code: return nil
        case .fileAndCode where !typed.whole.isEmpty: return nil
        case .file where typed.whole.isEmpty, .fileAndCode:
            return FileCompletion(home: context.host.home).afterCommand(typed)
        case .script: return ScriptCompletion(host: context.host).afterCommand(typed)
        case .file, .words: break
        }
        let choices = command.choices(context, typed.whole)
        return CompletionResult(
            replacedBytes: typed.written.utf8.count,
            candidates: choices.filter { $0.hasPrefix(typed.word) }.map {
                .init(text: typed.quoted($0, isWhole: true))
            })
    }
}

extension CompletionResult {
    /// Both, each candidate once. The other replaces as much as this one.
    fileprivate func followed(by other: CompletionResult) -> CompletionResult {
        let known = Set(candidates.map(\.text))
        let more = other.candidates.filter { !known.contains($0.text) }
        guard !more.isEmpty else { return self }
        var result = self
        result.candidates += more
        // What these share is not what the others share.
        result.sharedPrefix = nil
        return result
    }
}
