import Terminal

/// Names of scripts at the cursor, then what they take: after `.run`, and in the strings of `shell.run`.
struct ScriptCompletion {
    let host: any ReplHost

    func afterCommand(_ typed: TypedWords) -> CompletionResult {
        guard let name = typed.whole.first else { return result(host.scripts(), typed) }
        let arguments = host.scriptArguments(name, Array(typed.whole.dropFirst()), typed.word)
        var found = result(arguments.words, typed)
        if arguments.takesFile {
            found.candidates += FileCompletion(home: host.home).afterCommand(typed).candidates
        }
        return found
    }

    private func result(_ rows: [ScriptRow], _ typed: TypedWords) -> CompletionResult {
        CompletionResult(
            replacedBytes: typed.written.utf8.count,
            candidates: rows.filter { $0.name.hasPrefix(typed.word) }.map {
                .init(text: typed.quoted($0.name, isWhole: true), summary: $0.summary, name: $0.name)
            })
    }

    /// In a string of `shell.run`; nil elsewhere.
    func inCall(_ context: CompletionContext) -> CompletionResult? {
        guard case .string(let quote) = context.word.kind, let last = context.enclosures.last,
            case .call(let path?) = last.kind, path.names == ["shell", "run"], !last.hasTokens
        else { return nil }
        var rows = host.scripts()
        if last.position > 0 {
            guard case .string(let name)? = last.items.first?.value else { return nil }
            let words = last.items.dropFirst().map { item -> String in
                if case .string(let text) = item.value { text } else { "" }
            }
            let arguments = host.scriptArguments(name, words, context.word.text)
            if arguments.takesFile, arguments.words.isEmpty {
                return FileCompletion(home: host.home).inString(context)
            }
            rows = arguments.words
        }
        return CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: rows.filter { $0.name.hasPrefix(context.word.text) }.map {
                .init(
                    text: LuaStringLiteral.text($0.name, quote: quote, after: context.after), summary: $0.summary,
                    name: $0.name)
            })
    }
}
