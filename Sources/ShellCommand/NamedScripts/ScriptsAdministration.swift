import Printing
import Terminal

/// `ampsh scripts`.
struct ScriptsAdministration {
    let settings: Settings
    let paths: StandardPaths
    let console: Console

    private var shelf: ScriptShelf { ScriptShelf(paths: paths) }

    func run(_ action: ScriptsAction) throws -> ExitCode {
        do {
            try perform(action)
            try console.flush()
        } catch ConsoleError.closed {
            // A reader that left has seen what it wanted.
        }
        return .done
    }

    private func perform(_ action: ScriptsAction) throws {
        switch action {
        case .list: try list()
        case .show(let name): try show(try shelf.script(named: name))
        case .add(let url, let name): try add(url, name)
        case .update(let name, let agrees): try update(name, agrees: agrees || settings.answersYes)
        case .remove(let name, let agrees):
            let repositories = try ScriptRepositories(paths: paths)
            let repository = try repositories.repository(named: name)
            try repositories.remove(repository, throwsChangesAway: agrees || settings.answersYes)
            try say("\(repository.name) is removed\n")
        }
    }

    private func list() throws {
        let scripts = shelf.scripts
        try ScriptList(settings: settings).print(scripts, to: console)
        guard scripts.isEmpty, !settings.isQuiet else { return }
        console.err("there are no scripts here; ampsh scripts add GIT-URL brings some\n")
    }

    /// The header for people, and a record where a format was asked for.
    private func show(_ script: NamedScript) throws {
        guard !settings.outputIsExplicit || settings.output == .table else {
            return try ScriptList(settings: settings).print(script, to: console)
        }
        let card = script.card()
        let head = [
            "\(script.name)  \(script.collection.shownWithCommit)", script.path,
            card.problem ?? "writes: \(card.writesText)",
        ]
        let text = card.text.isEmpty ? [] : ["", card.text]
        try say((head + text).joined(separator: "\n") + "\n")
    }

    private func add(_ url: String, _ name: String?) throws {
        let repository = try ScriptRepositories(paths: paths).add(url, as: name)
        try tell(repository)
    }

    /// What is there now: the commit, and what each script may write.
    private func tell(_ repository: ScriptRepository) throws {
        let collection = repository.collection
        let scripts = ScriptShelf(collections: [collection]).scripts
        let count = scripts.count == 1 ? "1 script" : "\(scripts.count) scripts"
        var text = "\(collection.shownWithCommit): \(count)\n"
        for script in scripts { text += "  \(script.name)  writes: \(script.card().writesText)\n" }
        try say(text)
    }

    private func update(_ name: String?, agrees: Bool) throws {
        let repositories = try ScriptRepositories(paths: paths)
        let all =
            try name.map { [try repositories.repository(named: $0)] } ?? repositories.all.filter { $0.origin != nil }
        if all.isEmpty, !settings.isQuiet { console.err("there are no repositories to update\n") }
        var first: (any Error)?
        for repository in all {
            do {
                let isNew = try repositories.update(repository, throwsChangesAway: agrees) { change in
                    try say(change.text)
                    try console.flush()
                    if change.grows, !agrees { try ask(change) }
                }
                if !isNew { try say("\(repository.collection.shownWithCommit): nothing new\n") }
            } catch let error as ConsoleError {
                throw error
            } catch {
                // Of several each is tried.
                if first != nil || all.count > 1 { console.errVisible("ampsh: \(error)\n") }
                if all.count == 1 { throw error }
                first = first ?? error
            }
        }
        if let first { throw AlreadyTold(error: first) }
    }

    private func say(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try console.outVisible($0) }
    }

    private func ask(_ change: ScriptChange) throws(ScriptRepositoryError) {
        let question = TerminalQuestion(console: console)
        guard question.canBeAsked else { throw .cannotAsk(change.name) }
        let answer = question.answer(to: "what it may write grows: use it? y/N ", yes: "y")
        guard let answer, ["y", "yes"].contains(answer.lowercased()) else { throw .declined(change.name) }
    }
}

/// What ends a command and was told before.
struct AlreadyTold: Error {
    let error: any Error
}
