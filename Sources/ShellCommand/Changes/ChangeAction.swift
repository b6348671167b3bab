/// What a subcommand about changes asks for.
enum ChangeAction: Sendable, Equatable {
    case runs(RunsAction)
    case undo(UndoRequest)
    case resume(UndoRequest)
}
