import Terminal

/// Names of files at the cursor: in the strings of calls that take one, and after commands that do.
struct FileCompletion {
    /// The functions of Lua whose first argument is a file, and how many of their arguments are.
    private static let functions: [[String]: Int] = [
        ["dofile"]: 1, ["loadfile"]: 1, ["io", "open"]: 1, ["io", "lines"]: 1, ["io", "input"]: 1, ["io", "output"]: 1,
        ["os", "remove"]: 1, ["os", "rename"]: 2, ["shell", "load"]: 1, ["shell", "save"]: 1,
    ]

    /// The home folder, for `~/`; nil where nobody knows it.
    let home: String?

    /// In the string of a call that takes a file; nil elsewhere.
    func inCall(_ context: CompletionContext) -> CompletionResult? {
        guard case .string = context.word.kind, let last = context.enclosures.last, case .call(let path?) = last.kind,
            !last.hasTokens, let names = path.names, last.position < Self.functions[names] ?? 0
        else { return nil }
        return inString(context)
    }

    /// In any string.
    func inString(_ context: CompletionContext) -> CompletionResult {
        guard case .string(let quote) = context.word.kind else { return .none }
        // Lua knows no `~`, so it is written out.
        let candidates = paths(from: context.word.text, expandsHome: true).map { path, isFolder, name in
            CompletionResult.Candidate(
                text: isFolder
                    ? LuaStringLiteral.opening(path, quote: quote)
                    : LuaStringLiteral.text(path, quote: quote, after: context.after),
                name: name)
        }
        return CompletionResult(replacedBytes: context.word.bytes, candidates: candidates)
    }

    /// After a command: the word at the cursor, in quotes where it needs them.
    func afterCommand(_ typed: TypedWords) -> CompletionResult {
        CompletionResult(
            replacedBytes: typed.written.utf8.count,
            candidates: paths(from: typed.word, expandsHome: false).map { path, isFolder, name in
                .init(text: typed.quoted(path, isWhole: !isFolder), name: name)
            })
    }

    /// The paths that begin with what was typed; a folder ends in a slash, so that its content is next.
    private func paths(from typed: String, expandsHome: Bool) -> [(path: String, isFolder: Bool, name: String)] {
        var shown = typed
        if typed == "~" { return home.map { [(expandsHome ? $0 + "/" : "~/", true, "~/")] } ?? [] }
        var opened = typed
        if typed.hasPrefix("~/"), let home {
            opened = home + typed.dropFirst()
            if expandsHome { shown = opened }
        }
        func split(_ path: String) -> (folder: Substring, name: Substring) {
            guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path[...]) }
            let next = path.utf8.index(after: slash)
            return (path[..<next], path[next...])
        }
        let (folder, name) = split(opened)
        let prefix = split(shown).folder
        return FolderListing.entries(of: String(folder), prefix: String(name)).map { entry in
            let name = entry.name + (entry.isFolder ? "/" : "")
            return (prefix + name, entry.isFolder, name)
        }
    }
}
