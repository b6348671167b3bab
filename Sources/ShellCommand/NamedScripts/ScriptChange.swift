import Terminal

/// What is different between two states of a repository of scripts.
struct ScriptChange {
    /// What became of one script.
    enum Line: Equatable {
        case new(String, writes: WriteNames?)
        case gone(String)
        /// It writes other things than before.
        case writesDiffer(String, from: WriteNames?, to: WriteNames?)
        /// Its text is another, and what it says that it writes is not.
        case changed(String, writes: WriteNames?)
    }

    let name: String
    let from: String?
    let to: String?
    let lines: [Line]
    /// Other files that are not the same: modules, tests, documents.
    let otherFiles: [String]

    init(from former: ScriptRepository, to new: ScriptRepository) {
        name = former.name
        from = former.commit
        to = new.commit
        let before = ScriptRepository.files(in: former.folder)
        let after = ScriptRepository.files(in: new.folder)
        let old = Self.scripts(of: former)
        let present = Self.scripts(of: new)
        var lines: [Line] = []
        for name in Set(old.keys).union(present.keys).sorted() {
            switch (old[name], present[name]) {
            case (nil, let script?): lines.append(.new(name, writes: script.card.writes))
            case (_?, nil): lines.append(.gone(name))
            case (let one?, let other?):
                if one.card.writes != other.card.writes {
                    lines.append(.writesDiffer(name, from: one.card.writes, to: other.card.writes))
                } else if before[one.file] != after[other.file] {
                    lines.append(.changed(name, writes: other.card.writes))
                }
            case (nil, nil): break
            }
        }
        self.lines = lines
        let known = Set(old.values.map(\.file) + present.values.map(\.file))
        otherFiles = Set(before.keys).union(after.keys).subtracting(known).filter { before[$0] != after[$0] }.sorted()
    }

    private static func scripts(of repository: ScriptRepository) -> [String: (file: String, card: ScriptCard)] {
        let collection = repository.collection
        let inner = collection.folder.dropFirst(repository.folder.count).drop { $0 == "/" }
        return Dictionary(
            ScriptShelf(collections: [collection]).scripts.map { script in
                (script.name, (inner.isEmpty ? "\(script.name).lua" : "\(inner)/\(script.name).lua", script.card()))
            }
        ) { first, _ in first }
    }

    /// Whether anything is different.
    var isOne: Bool { !lines.isEmpty || !otherFiles.isEmpty || from != to }

    /// Whether a script may write what none of its name could before.
    var grows: Bool {
        lines.contains { line in
            switch line {
            case .new(_, nil): true
            case .new(_, let writes?): !writes.names.isEmpty
            case .writesDiffer(_, nil, _): false
            case .writesDiffer(_, _?, nil): true
            case .writesDiffer(_, let before?, let after?): after.names.contains { !before.contains($0) }
            case .gone, .changed: false
            }
        }
    }

    /// A line for the commits and one for each script.
    var text: String {
        let commits = [from, to].map { $0.map(GitCommit.short) ?? "?" }
        var text = "\(name) \(commits[0]) → \(commits[1])\n"
        for line in lines { text += "  \(Self.words(line))\n" }
        if !otherFiles.isEmpty { text += "  other files: \(otherFiles.joined(separator: ", "))\n" }
        return text
    }

    private static func words(_ line: Line) -> String {
        func words(_ writes: WriteNames?) -> String { writes.map { "\($0)" } ?? ScriptCard.undeclared }
        return switch line {
        case .new(let name, let writes): "+ \(name)  writes: \(words(writes))"
        case .gone(let name): "- \(name)"
        case .writesDiffer(let name, let from, let to): "~ \(name)  writes: \(words(from)) → \(words(to))"
        case .changed(let name, let writes): "~ \(name)  writes as before: \(words(writes))"
        }
    }
}
