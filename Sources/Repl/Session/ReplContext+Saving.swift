import LuaBridge

extension ReplContext {
    /// What became of a request to save entries.
    struct SavedCount {
        let written: Int
        /// What was left out, in words.
        let leftOut: [String]
    }

    /// Writes entries to a Lua file that does the same, or says why no file can and writes none.
    ///
    /// - Parameter selection: which; nil for all that have ended and did not fail.
    func save(_ written: String, _ selection: String?, overwrites: Bool) throws(CommandError) -> SavedCount {
        let file = TextFile(path: path(written))
        let chosen = try selection.map { selection throws(CommandError) in try EntrySelection(selection) }
        var pieces: [SavedEntries.Piece] = []
        var reasons: [String] = []
        var failed = 0
        var commands: [String] = []
        for (offset, entry) in transcript.entries.enumerated() where !entry.isRunning {
            let number = offset + 1
            guard chosen?.contains(number) ?? true else { continue }
            if let command = entry.command {
                guard !entry.hasFailed, let code = command.code else {
                    commands.append(".\(command.name)")
                    continue
                }
                if command.name == "load", isLoad(entry, of: file) { reasons.append("entry \(number) loads that file") }
                if entry.isPrivate { reasons.append("entry \(number) is private") }
                pieces.append(.init(entry: LuaEntry(code, compiles: compiles), hasShown: entry.hasShown))
                continue
            }
            guard entry.isCode else { continue }
            let lua = LuaEntry(entry.text, compiles: compiles)
            if chosen == nil, entry.hasFailed, lua.isOneStep(compiles: compiles) {
                failed += 1
            } else if let reason = reason(entry, lua, isChosen: chosen != nil) {
                reasons.append("entry \(number) \(reason)")
            } else {
                pieces.append(.init(entry: lua, hasShown: entry.hasShown))
            }
        }
        guard reasons.isEmpty else { throw refusal(reasons) }
        guard !pieces.isEmpty else {
            if let chosen { throw CommandError("there is no Lua among the entries \(chosen.text)") }
            throw CommandError("there is nothing to save yet")
        }
        try file.create(SavedEntries.text(pieces), overwrites: overwrites)
        return SavedCount(
            written: pieces.count,
            leftOut: (failed == 0 ? [] : ["\(failed) that failed"]) + commands)
    }

    /// Whether a text is a whole chunk.
    func compiles(_ text: String) -> Bool {
        guard (try? thread.load(text, name: "=.save")) != nil else { return false }
        thread.pop()
        return true
    }

    var momentaryUse: MomentaryUse { MomentaryUse(names: FreeNames(thread: thread), commands: commands) }

    /// Why a file with the entry, or without it, would not do the same.
    private func reason(_ entry: Transcript.Entry, _ lua: LuaEntry, isChosen: Bool) -> String? {
        if entry.isPrivate { return "is private" }
        if let use = momentaryUse.reason(lua) { return use }
        if !isChosen, entry.hasFailed { return "failed in its middle" }
        return nil
    }

    private func isLoad(_ entry: Transcript.Entry, of file: TextFile) -> Bool {
        guard let (name, argument) = ReplSession<Int>.metaCommand(entry.text.trimmedBlanks),
            let loaded = try? CommandInput(name: name, argument: argument).words().first
        else { return false }
        return file.isSame(as: TextFile(path: path(loaded)))
    }

    private func refusal(_ reasons: [String]) -> CommandError {
        let more = reasons.count > 5 ? ", and \(reasons.count - 5) more" : ""
        let shown = reasons.prefix(5).joined(separator: ", ") + more
        return CommandError(
            """
            nothing was saved, for the file would not do the same: \(shown); values need a name of their own \
            (list = experiments.list{}, then list[1]); or say which entries: .save FILE 1-3,5
            """)
    }
}
