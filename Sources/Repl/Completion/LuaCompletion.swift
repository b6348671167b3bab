import LuaBridge
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
    /// One line about the value at an index of the stack; it must leave the stack as it is.
    var summary: (LuaThread, Int) -> String? = { _, _ in nil }

    /// Stack: [-0, +0, -]
    func complete(_ context: CompletionContext) -> CompletionResult {
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(16)) != nil else { return .none }
        switch context.word.kind {
        case .number: return .none
        case .string(let quote): return keys(context, quote)
        case .name: return names(context)
        }
    }

    private func names(_ context: CompletionContext) -> CompletionResult {
        let word = context.word.text
        var found: [String: String?] = [:]
        if let access = context.access {
            guard push(access.subject) else { return .none }
            found = entries { name in
                LuaWords.isName(name) && Self.fits(name, word)
            } keeping: { type in
                !access.isMethod || type == .function
            }
        } else {
            guard !word.isEmpty else { return .none }
            thread.pushGlobals()
            found = entries { name in
                LuaWords.isName(name) && Self.fits(name, word)
            } keeping: { _ in
                true
            }
            for keyword in LuaWords.keywords where keyword.hasPrefix(word) { found[keyword] = .some(nil) }
        }
        return CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: found.sorted { $0.key < $1.key }.map { .init(text: $0.key, summary: $0.value) })
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
            candidates: found.sorted { $0.key < $1.key }.map {
                .init(
                    text: LuaStringLiteral.text($0.key, quote: quote, after: context.after, closing: "]"),
                    summary: $0.value)
            })
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
    ) -> [String: String?] {
        var entries: [String: String?] = [:]
        var left = Self.mostEntries
        for _ in 0..<LuaPath.longestChain {
            if thread.type(at: -1) == .table {
                let index = thread.absolute(-1)
                thread.pushNil()
                while left > 0, (try? thread.next(at: index)) == true {
                    left -= 1
                    if thread.type(at: -2) == .string, thread.rawLength(at: -2) <= Self.longestName,
                        keeping(thread.type(at: -1)), let name = thread.string(at: -2), fits(name),
                        entries[name] == nil
                    {
                        entries[name] = .some(summary(thread, thread.top))
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
