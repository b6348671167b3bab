import LuaBridge
import Printing
import Terminal

extension MetaCommand {
    /// What calls go to, and what holds.
    static var targetCommands: [MetaCommand] { [profile, env, refresh] }

    private static var profile: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.profile(name)", .everywhere,
            """
            Makes a profile of the config file, or sandbox, the target of the global tables, and returns a line about it.
            Where it cannot, it raises and nothing changes. Without a name it returns the targets that there are.
            """, example: "shell.profile(\"staging\")"
        ) { context, thread in
            guard let name = try LuaCommandArguments(thread).optionalText(1, "name") else {
                let rows = context.host.profiles()
                thread.pushTable(items: rows.count)
                for (offset, row) in rows.enumerated() {
                    thread.pushTable(fields: 3)
                    for (field, value) in [("name", row.name), ("place", row.place)] {
                        thread.push(value)
                        thread.rawSet(field, at: -2)
                    }
                    thread.push(row.isPresent)
                    thread.rawSet("present", at: -2)
                    thread.rawSet(offset + 1, at: -2)
                }
                return .one
            }
            try context.refuseRestricted("profile")
            thread.push(try context.host.switchProfile(name))
            return .one
        }
        return MetaCommand(
            "profile", argument: "[NAME]", summary: "list the targets, or go to another one",
            choices: { context, _ in context.host.profiles().filter(\.canBeOffered).map(\.name) },
            replay: .code { input throws(CommandError) in
                try input.onlyWord().map { "shell.profile(\(LuaLiteral.quoted(Array($0.utf8))))" }
            }, twin: twin
        ) { context, input in
            guard let name = try input.onlyWord() else {
                let rows = context.host.profiles().map { row in
                    (name: "\(row.isPresent ? "*" : " ") \(visible(row.name))", text: visible(row.place))
                }
                return context.console.err(AlignedList(width: context.console.width).text(rows))
            }
            context.evaluator.run { thread in
                thread.push(name)
                _ = try twin.body(context, thread)
                context.console.errVisible((thread.string(at: -1) ?? "") + "\n")
                return .nothing
            }
        }
    }

    private static var env: MetaCommand {
        MetaCommand(
            "env", summary: "options and variables that hold, and who said so",
            twin: LuaCommandBinding(
                "shell.env()", .everywhere,
                "Returns the options and variables that hold: tables with name, value and origin. Never the key.",
                example: "for _, e in ipairs(shell.env()) do print(e.name, e.value) end"
            ) { context, thread in
                let rows = context.host.environment()
                thread.pushTable(items: rows.count)
                for (offset, row) in rows.enumerated() {
                    thread.pushTable(fields: 3)
                    for (field, value) in [("name", row.name), ("value", row.value), ("origin", row.origin)] {
                        thread.push(value)
                        thread.rawSet(field, at: -2)
                    }
                    thread.rawSet(offset + 1, at: -2)
                }
                return .one
            }
        ) { context, input in
            try input.expectNothing()
            let rows = context.host.environment().map { row in
                (name: visible(row.name), text: visible("\(row.value)  (\(row.origin))"))
            }
            context.console.err(AlignedList(width: context.console.width).text(rows))
        }
    }

    private static var refresh: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.refresh()", .prompt,
            "Lists anew what Tab knows of the present target, and returns a line about it.", example: "shell.refresh()"
        ) { context, thread in
            thread.push(try context.host.refresh())
            return .one
        }
        return MetaCommand("refresh", summary: "list anew what Tab knows of the target", twin: twin) { context, input in
            try input.expectNothing()
            context.evaluator.run { thread in
                _ = try twin.body(context, thread)
                context.console.errVisible((thread.string(at: -1) ?? "") + "\n")
                return .nothing
            }
        }
    }

    private static func visible(_ text: String) -> String { TextFilter.visible(text, allowing: []) }
}

extension ReplContext {
    /// Keeps scripts that are not trusted from files and other targets.
    func refuseRestricted(_ function: String) throws(CommandError) {
        if host.isRestricted { throw CommandError("refused under --restricted") }
    }
}
