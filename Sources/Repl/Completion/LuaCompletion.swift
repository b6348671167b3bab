import LuaBridge
import Terminal

/// What could stand before the cursor: keywords, globals, fields and methods, by raw access. Never runs code.
struct LuaCompletion {
    private static let longestChain = 16

    let thread: LuaThread

    /// Stack: [-0, +0, -]
    func complete(_ before: String) -> CompletionResult {
        guard let target = CompletionTarget(before) else { return .none }
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(12)) != nil else { return .none }

        if target.isAfterString {
            thread.push("")
        } else {
            thread.pushGlobals()
            for name in target.path {
                guard step(into: name) else { return .none }
            }
        }
        var found = names(wantsFunctions: target.isMethod)
        if target.path.isEmpty, !target.isAfterString { found.formUnion(LuaWords.keywords) }
        let matching = found.filter { name in
            name.hasPrefix(target.word) && (!name.hasPrefix("_") || target.word.hasPrefix("_"))
        }
        return CompletionResult(
            replacedBytes: target.word.utf8.count,
            candidates: matching.sorted().map { CompletionResult.Candidate(text: $0) })
    }

    /// Replaces the value on top by its field, found in it or in the tables behind its `__index`.
    private func step(into name: String) -> Bool {
        for _ in 0..<Self.longestChain {
            if thread.type(at: -1) == .table {
                if thread.rawGet(name, at: -1) != .nil {
                    thread.remove(at: -2)
                    return true
                }
                thread.pop()
            }
            guard followIndex() else { return false }
        }
        return false
    }

    /// The names in the value on top and in the tables behind it. Pops it.
    private func names(wantsFunctions: Bool) -> Set<String> {
        var names: Set<String> = []
        for _ in 0..<Self.longestChain {
            if thread.type(at: -1) == .table {
                let index = thread.absolute(-1)
                thread.pushNil()
                while (try? thread.next(at: index)) == true {
                    if thread.type(at: -2) == .string, !wantsFunctions || thread.type(at: -1) == .function,
                        let name = thread.string(at: -2), LuaWords.isName(name)
                    {
                        names.insert(name)
                    }
                    thread.pop()
                }
            }
            guard followIndex() else { break }
        }
        return names
    }

    /// Replaces the value on top by the table of its `__index`; false where there is none, or a function.
    private func followIndex() -> Bool {
        guard thread.pushMetafield("__index", of: -1) else { return false }
        thread.remove(at: -2)
        return thread.type(at: -1) == .table
    }
}
