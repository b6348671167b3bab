import LuaBridge
import Printing
import Terminal

extension MetaCommand {
    /// What this session has made.
    static var nameCommands: [MetaCommand] { [vars, functions] }

    private static var vars: MetaCommand {
        names(
            "vars", summary: "the variables that this session made, with what they hold",
            text: "Returns the names of the globals that this session made and that are no functions, in order.",
            isShown: { $0 != .function })
    }

    private static var functions: MetaCommand {
        names(
            "functions", summary: "the functions that this session made, and where",
            text: "Returns the names of the global functions that this session made, in order.",
            isShown: { $0 == .function })
    }

    private static func names(
        _ name: String, summary: String, text: String, isShown: @escaping (LuaType) -> Bool
    ) -> MetaCommand {
        MetaCommand(
            name, summary: summary,
            twin: LuaCommandBinding(
                "shell.\(name)()", .everywhere, text, example: "print(table.concat(shell.\(name)(), \", \"))"
            ) { context, thread in
                let names = context.ownNames(where: isShown)
                thread.pushTable(items: names.count)
                for (offset, name) in names.enumerated() {
                    thread.push(name)
                    thread.rawSet(offset + 1, at: -2)
                }
                return .one
            }
        ) { context, input in
            try input.expectNothing()
            let rows = context.ownNames(where: isShown).map { (name: $0, text: context.brief($0)) }
            guard !rows.isEmpty else { return context.talk("there are none yet", .plain) }
            context.showText(AlignedList(width: context.console.width).text(rows))
        }
    }
}

extension ReplContext {
    /// The globals that were not there when the session began and are not the prompt's own.
    func ownNames(where isShown: (LuaType) -> Bool) -> [String] {
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(8)) != nil else { return [] }
        let usual = firstNames.union(ResultVariables.names).union(["shell", "arg"])
        return knownNames.filter { name in
            thread.setTop(top)
            guard !usual.contains(name), isShown(thread.rawGetGlobal(name)) else { return false }
            return host.helpOfValue(thread, thread.top) == nil
        }
    }

    /// What a global holds, in a few words that are safe for a terminal.
    func brief(_ name: String) -> String {
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(8)) != nil else { return "" }
        thread.rawGetGlobal(name)
        let index = thread.top
        switch thread.type(at: index) {
        case .function: return TextFilter.visible(about(thread, index) ?? "a function", allowing: [])
        case .table:
            let keys = thread.keys(at: index)
            let fields = keys.names.count
            if keys.items > 0 { return "a table of \(keys.items) \(keys.items == 1 ? "item" : "items")" }
            return fields == 0 ? "an empty table" : "a table of \(fields) \(fields == 1 ? "field" : "fields")"
        case let type:
            let text = (try? evaluator.printer.literal(thread, at: index)) ?? "a \(type.name)"
            return TextFilter.visible(text.count > 200 ? String(text.prefix(200)) + " ..." : text, allowing: [])
        }
    }
}
