import LuaBridge
import ManagementAPI
import Printing
import ScriptRuntime
import Terminal

/// Scripts as records, printed as `--output` says.
struct ScriptList {
    let settings: Settings

    /// What a list shows, and how.
    private static let kind = ResourceKind(
        name: "NamedScript", one: "script", many: "scripts", marks: ["script", "from", "writes"],
        columns: ["script", "from", "writes", "what", "path"], essential: 3,
        fields: ["script", "from", "writes", "what", "path", "commit"])

    private var printer: ValuePrinter {
        var style = ResourcePrinter.style
        style.kinds.insert(Self.kind, at: 0)
        style.uncut.insert("script")
        return ValuePrinter(
            format: settings.output, isFormatChosen: settings.outputIsExplicit, style: style,
            json: PrintableJSON(ScriptValues(.all)), symbol: { _, _ in nil })
    }

    /// Prints a list of them.
    func print(_ scripts: [NamedScript], to console: Console) throws {
        guard !scripts.isEmpty else {
            if settings.output == .json { try console.out("[]\n") }
            return
        }
        let state = try LuaState()
        defer { withExtendedLifetime(state) {} }
        let lua = state.main
        lua.pushTable(items: scripts.count)
        for (index, script) in scripts.enumerated() {
            push(script, script.card(), on: lua)
            lua.rawSet(index + 1, at: -2)
        }
        try printer.print(lua, count: 1, to: console)
    }

    /// Prints one with its whole text.
    func print(_ script: NamedScript, to console: Console) throws {
        let state = try LuaState()
        defer { withExtendedLifetime(state) {} }
        let lua = state.main
        let card = script.card()
        push(script, card, on: lua)
        lua.push(card.text)
        lua.rawSet("help", at: -2)
        try printer.print(lua, count: 1, to: console)
    }

    /// Pushes one as a table. Stack: [-0, +1, m]
    private func push(_ script: NamedScript, _ card: ScriptCard, on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            var fields = [
                ("script", script.name), ("from", script.collection.shown),
                ("writes", settings.output == .table ? Self.short(card) : card.writesText), ("what", card.what),
                ("path", script.path),
            ]
            if case .repository(let commit?) = script.collection.owner { fields.append(("commit", commit)) }
            lua.pushTable(fields: fields.count)
            for (name, text) in fields {
                lua.push(text)
                lua.rawSet(name, at: -2)
            }
        }
    }

    /// What it writes, with a table's name only where it is another than before: `experiments.activate, .deactivate`.
    static func short(_ card: ScriptCard) -> String {
        guard let names = card.writes?.names, !names.isEmpty else { return card.writesText }
        var former: Substring?
        return names.map { name -> String in
            let table = name.lastIndex(of: ".").map { name[..<$0] }
            defer { former = table }
            guard let table, table == former else { return name }
            return String(name[table.endIndex...])
        }.joined(separator: ", ")
    }
}
