import LuaBridge
import Printing
import Terminal

/// What could stand at the cursor as Lua alone knows it: keywords, globals, fields and methods, by raw access.
///
/// Nothing is called, no metamethod runs, and however large a table is, only so much of it is looked at.
struct LuaCompletion {
    /// The most entries of tables that one completion looks at.
    static let mostEntries = 20_000
    /// Longer keys are no names that anybody completes.
    private static let longestName = 200

    let thread: LuaThread
    /// Whether all globals fit where nothing is written of a name.
    var listsAll = false
    /// One line about the value at an index of the stack; it must leave the stack as it is.
    var summary: (LuaThread, Int) -> String? = { _, _ in nil }

    /// Stack: [-0, +0, -]
    func complete(_ context: CompletionContext) -> CompletionResult {
        thread.balanced {
            let top = thread.top
            defer { thread.setTop(top) }
            guard (try? thread.reserve(16)) != nil else { return .none }
            switch context.word.kind {
            case .number: return .none
            case .string(let quote): return keys(context, quote)
            case .name: return names(context)
            }
        }
    }

    private func names(_ context: CompletionContext) -> CompletionResult {
        if let access = context.access { return fields(access, context) }
        let word = context.word.text
        guard listsAll || !word.isEmpty else { return .none }
        thread.pushGlobals()
        var found = entries { name in
            LuaWords.isName(name) && Self.fits(name, word)
        } keeping: { _ in
            true
        }
        for keyword in LuaWords.keywords where !word.isEmpty && keyword.hasPrefix(word) {
            found[Array(keyword.utf8)] = .some(nil)
        }
        return CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: Self.sorted(found).map { .init(text: Self.text($0.key), summary: $0.value) })
    }

    /// `t.`: the fields whose keys are names. Those whose keys are not stand in brackets in place of the dot.
    private func fields(_ access: CompletionContext.Access, _ context: CompletionContext) -> CompletionResult {
        let word = context.word.text
        guard push(access.subject) else { return .none }
        var found = entries { name in
            LuaWords.isName(name) ? Self.fits(name, word) : !access.isMethod && name.hasPrefix(word)
        } keeping: { type in
            !access.isMethod || type == .function
        }
        // Nobody begins a key that is no word but who knows it, or has nothing else to choose.
        if word.isEmpty {
            let words = found.filter { LuaWords.isWord(Self.text($0.key)) }
            if !words.isEmpty { found = words }
        }
        let hasBrackets = found.contains { !LuaWords.isName(Self.text($0.key)) }
        return CompletionResult(
            replacedBytes: hasBrackets ? access.bytes : context.word.bytes,
            candidates: Self.sorted(found).map { key, summary in
                let name = Self.text(key)
                guard LuaWords.isName(name) else {
                    return .init(text: "[\(LuaStringLiteral.text(key))]", summary: summary)
                }
                return hasBrackets
                    ? .init(text: "." + name, summary: summary, name: name) : .init(text: name, summary: summary)
            })
    }

    /// `t["`: the keys that are strings.
    private func keys(_ context: CompletionContext, _ quote: UInt8) -> CompletionResult {
        guard let last = context.enclosures.last, case .index(let subject) = last.kind, !last.hasTokens,
            push(subject)
        else { return .none }
        let found = entries {
            $0.hasPrefix(context.word.text)
        } keeping: { _ in
            true
        }
        return CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: Self.sorted(found).map {
                .init(
                    text: LuaStringLiteral.text($0.key, quote: quote, after: context.after, closing: "]"),
                    summary: $0.value)
            })
    }

    private static func text(_ key: [UInt8]) -> String { String(decoding: key, as: UTF8.self) }

    private static func sorted(_ found: [[UInt8]: String?]) -> [(key: [UInt8], value: String?)] {
        found.sorted { FieldOrder.precedes($0.key, $1.key) }
    }

    /// Names that begin with `_` are for who asks for them.
    private static func fits(_ name: String, _ word: String) -> Bool {
        name.hasPrefix(word) && (!name.hasPrefix("_") || word.hasPrefix("_"))
    }

    private func push(_ subject: LuaOperand) -> Bool {
        switch subject {
        case .path(let path): return path.push(on: thread)
        case .string:
            thread.push("")
            return true
        case .integer, .table, .other: return false
        }
    }

    /// The string keys of the value on top, and of the tables behind it, with a line about each. Pops it.
    private func entries(
        where fits: (String) -> Bool, keeping: (LuaType) -> Bool
    ) -> [[UInt8]: String?] {
        var entries: [[UInt8]: String?] = [:]
        var left = Self.mostEntries
        for _ in 0..<LuaPath.longestChain {
            if thread.type(at: -1) == .table {
                let index = thread.absolute(-1)
                thread.pushNil()
                while left > 0, (try? thread.next(at: index)) == true {
                    left -= 1
                    if let bytes = thread.borrowedBytes(at: -2), bytes.count <= Self.longestName,
                        keeping(thread.type(at: -1)), fits(String(decoding: bytes, as: UTF8.self))
                    {
                        let name = [UInt8](bytes)
                        if entries[name] == nil { entries[name] = .some(summary(thread, thread.top)) }
                    }
                    thread.pop()
                }
                thread.setTop(index)
            }
            guard LuaPath.followIndex(on: thread) else { break }
        }
        return entries
    }
}
