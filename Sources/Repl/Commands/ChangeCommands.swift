import LuaBridge

extension MetaCommand {
    /// What was changed, and the way back.
    static var changeCommands: [MetaCommand] { [undo, runs] }

    private static var undo: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.undo(run)", .everywhere,
            "Takes a run back; without a number the last one at this target. undo(run) returns the run that does it.",
            example: "shell.undo(41)"
        ) { context, thread in
            try context.refuseRestricted("undo")
            try context.host.undo(LuaCommandArguments(thread).optionalInteger(1, "run").map { Int64($0) }, thread)
            return .nothing
        }
        return MetaCommand(
            "undo", argument: "[RUN]", summary: "take back what the last entry, or a run, changed", replay: .impossible,
            twin: twin
        ) { context, input in
            let run = try input.onlyWord().map { word throws(CommandError) in
                guard let number = Int(word), number > 0 else { throw CommandError("\(word) is no number of a run") }
                return number
            }
            context.evaluator.run { thread in
                if let run { thread.push(run) }
                return try twin.body(context, thread)
            }
        }
    }

    private static var runs: MetaCommand {
        let twin = LuaCommandBinding(
            "shell.runs()", .everywhere, "Shows the runs that changed something. runs.list() returns them.",
            example: "shell.runs()"
        ) { context, thread in
            try context.refuseRestricted("runs")
            try context.host.pushRuns(thread)
            return .one
        }
        return MetaCommand("runs", summary: "the runs that changed something", twin: twin) { context, input in
            try input.expectNothing()
            context.evaluator.run(shows: true) { thread in try twin.body(context, thread) }
        }
    }
}
