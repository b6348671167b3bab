import FoundationEssentials
import ManagementAPI
import Platform

/// The repositories of scripts in the data folder: puts them there, brings them up to date, takes them away.
struct ScriptRepositories {
    /// `$XDG_DATA_HOME/ampsh/scripts`.
    let folder: String
    /// Told what an update brings, with whether it may write more; whether it is to be used.
    typealias Agreement = (_ change: ScriptChange) throws -> Void

    init(paths: StandardPaths) throws(ScriptRepositoryError) {
        guard let folder = paths.scriptsFolder else { throw .noHome }
        self.folder = folder
    }

    var all: [ScriptRepository] { ScriptRepository.all(in: folder) }

    /// The repository of a name, which may be its last part.
    func repository(named name: String) throws(ScriptRepositoryError) -> ScriptRepository {
        let all = all
        let found = all.filter { $0.collection.qualifiers.contains(name) }
        if let exact = all.first(where: { $0.name == name }) ?? (found.count == 1 ? found.first : nil) { return exact }
        throw .unknown(name, nearest: Spelling.nearest(to: name, among: all.map(\.name)))
    }

    /// Puts a repository there. Nothing of it runs.
    func add(_ url: String, as given: String?) throws(ScriptRepositoryError) -> ScriptRepository {
        // A dash would be an option, and `ext::sh -c ...` a program.
        guard !url.hasPrefix("-"), !url.contains("::"), !url.isEmpty else { throw .badURL }
        let name: String
        if let given {
            guard ScriptRepository.isName(given) else { throw .badName(given) }
            name = given
        } else {
            name = try ScriptRepository.name(ofURL: url)
        }
        let place = "\(folder)/\(name)"
        guard !ScriptShelf.isThere(place) else { throw .taken(name) }
        // A repository in a repository would be the outer one's.
        if let owner = name.split(separator: "/").first, ScriptShelf.isThere("\(folder)/\(owner)/.git") {
            throw .taken(String(owner))
        }
        let draft = try clone(url)
        defer { remove(draft) }
        try makeFolder(above: place)
        guard rename(draft, place) == 0 else {
            throw errno == ENOTEMPTY || errno == EEXIST ? .taken(name) : .system(place, errno)
        }
        return ScriptRepository(name: name, folder: place)
    }

    /// Brings a repository to what its origin has now.
    ///
    /// - Parameter agree: is told what is different, and throws where it is not to be used.
    /// - Returns: false where nothing is new.
    func update(
        _ repository: ScriptRepository, throwsChangesAway: Bool, agree: Agreement
    ) throws -> Bool {
        guard let url = repository.origin else { throw ScriptRepositoryError.notAdded(repository.name) }
        if !throwsChangesAway, try GitCommand(address: url).isChanged(repository.folder) {
            throw ScriptRepositoryError.changedByHand(repository.name)
        }
        let draft = try clone(url)
        defer { remove(draft) }
        let change = ScriptChange(from: repository, to: ScriptRepository(name: repository.name, folder: draft))
        guard change.isOne else { return false }
        try agree(change)
        let former = "\(folder)/.former-\(getpid())"
        remove(former)
        guard rename(repository.folder, former) == 0 else {
            throw ScriptRepositoryError.system(repository.folder, errno)
        }
        guard rename(draft, repository.folder) == 0 else {
            let number = errno
            _ = rename(former, repository.folder)
            throw ScriptRepositoryError.system(repository.folder, number)
        }
        remove(former)
        return true
    }

    /// Takes a repository away that `add` put there.
    func remove(_ repository: ScriptRepository, throwsChangesAway: Bool) throws(ScriptRepositoryError) {
        guard let url = repository.origin else { throw .notAdded(repository.name) }
        if !throwsChangesAway, try GitCommand(address: url).isChanged(repository.folder) {
            throw .changedByHand(repository.name)
        }
        // Gone at once, so that a half is never found.
        let former = "\(folder)/.former-\(getpid())"
        remove(former)
        guard rename(repository.folder, former) == 0 else { throw .system(repository.folder, errno) }
        remove(former)
        // The owner's folder, where nothing else is in it.
        if let slash = repository.folder.lastIndex(of: "/") {
            let above = String(repository.folder[..<slash])
            if above != folder { _ = rmdir(above) }
        }
    }

    /// A copy of what an address has now, in a folder that no list shows.
    private func clone(_ url: String) throws(ScriptRepositoryError) -> String {
        let draft = "\(folder)/.new-\(getpid())"
        try makeFolder(above: draft)
        remove(draft)
        do throws(ScriptRepositoryError) {
            try GitCommand(address: url).clone(url, to: draft)
            let shelf = ScriptShelf(collections: [ScriptRepository(name: "new", folder: draft).collection])
            guard !shelf.scripts.isEmpty else { throw ScriptRepositoryError.noScripts(GitCommand.shown(url)) }
            try ScriptRepository.note(origin: url, in: draft)
            return draft
        } catch {
            remove(draft)
            throw error
        }
    }

    private func makeFolder(above path: String) throws(ScriptRepositoryError) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let above = String(path[..<slash])
        do {
            try FileManager.default.createDirectory(
                atPath: above, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .system(above, errno == 0 ? EACCES : errno)
        }
    }

    private func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
