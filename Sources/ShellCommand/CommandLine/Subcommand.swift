/// The words that stand where a FILE could and are no file.
enum Subcommand: String, Sendable, CaseIterable {
    case run, scripts
    case sandbox, doctor
    case catalogue
    case undo, resume, runs
    case apply, plan, test, types

    /// Part of the contract, not of this version.
    var isLater: Bool {
        switch self {
        case .run, .scripts, .sandbox, .doctor, .catalogue, .undo, .resume, .runs: false
        case .apply, .plan, .test, .types: true
        }
    }

    /// One line for the help.
    var meaning: String {
        switch self {
        case .run: "run a script by its name: run NAME [ARG...]"
        case .scripts: "the scripts that are found by name: list, show, add, update, remove"
        case .sandbox: "the local server of the API: serve, reset, info, import"
        case .doctor: "what is wrong with this set-up"
        case .catalogue: "every call and object type of the API"
        case .undo: "take back what a run changed"
        case .resume: "take up a run that did not end well"
        case .runs: "the runs that changed something: list, show, export, import, prune"
        case .apply, .plan, .test, .types: "kept for a later version"
        }
    }
}
