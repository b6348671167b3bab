import LuaBridge

/// What an entry uses that is something else when it runs another time: `_`, the arguments of the command line, the
/// session itself.
struct MomentaryUse {
    /// Names of the moment.
    private static let names = ResultVariables.names + ["arg"]

    let names: FreeNames
    let commands: CommandTable

    /// In a few words; nil where there is nothing of that kind.
    func reason(_ entry: LuaEntry) -> String? {
        let watched = Self.names + ["shell", "_G"]
        guard let free = names.of(entry.body, among: watched) else { return "cannot be looked through" }
        if let name = Self.names.first(where: free.contains) { return "uses \(name)" }
        let tokens = entry.tokens
        let reachesGlobals = free.contains("_G") || tokens.contains(.name("_ENV"))
        if reachesGlobals, let name = Self.names.first(where: { Self.mentions($0, tokens) }) { return "uses \(name)" }
        return free.contains("shell") ? promptFunction(tokens).map { "calls \($0)" } : nil
    }

    /// Whether only the results of the last line are meant.
    func usesResults(_ entry: LuaEntry) -> Bool {
        names.of(entry.body, among: ResultVariables.names) != []
    }

    private static func mentions(_ name: String, _ tokens: [LuaToken]) -> Bool {
        tokens.contains { $0 == .name(name) || $0 == .string(Array(name.utf8)) }
    }

    /// The function of `shell` that works on this session.
    private func promptFunction(_ tokens: [LuaToken]) -> String? {
        for index in tokens.indices where tokens[index] == .name("shell") {
            let rest = tokens[(index + 1)...].prefix(4)
            guard rest.first == .symbol("."), case .name(let name)? = rest.dropFirst().first,
                let twin = commands[name]?.twin
            else { continue }
            if twin.scope == .prompt { return "shell.\(name)" }
            let arguments = rest.dropFirst(2)
            if name == "next", arguments.first != .symbol("(") || arguments.last == .symbol(")") {
                return "shell.next for the page that was shown last"
            }
        }
        return nil
    }
}
