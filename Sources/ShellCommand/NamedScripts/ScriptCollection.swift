/// A folder in which scripts are found by name, and what it is called.
struct ScriptCollection: Equatable {
    /// Whose they are.
    enum Owner: Equatable {
        /// The folder `scripts/` here or above.
        case near
        /// The user's own, in the data folder.
        case own
        /// A repository that `ampsh scripts add` put into the data folder, or the user did; with its commit.
        case repository(commit: String?)
        /// What came with the shell.
        case installed
    }

    let owner: Owner
    /// What stands before the colon of `REPOSITORY:NAME`: `acme/snippets`.
    let name: String
    /// Where the scripts are.
    let folder: String
    /// What the scripts must not lead out of by links; nil where they may lead anywhere.
    var bounds: String?

    /// As a list shows it.
    var shown: String { owner == .installed ? "\(name) \(Version.number)" : name }

    /// The same with the commit, for who runs one.
    var shownWithCommit: String {
        guard case .repository(let commit?) = owner else { return shown }
        return "\(name) at \(GitCommit.short(commit))"
    }

    /// What may stand before the colon: of `acme/snippets` also `snippets`.
    var qualifiers: [String] {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return last == name ? [name] : [name, last]
    }
}

/// The names of commits.
enum GitCommit {
    /// So much of one as people tell it by.
    static func short(_ commit: String) -> String { String(commit.prefix(7)) }

    /// Whether a text is the whole name of one.
    static func isWhole(_ text: String) -> Bool {
        (text.utf8.count == 40 || text.utf8.count == 64)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
