import FoundationEssentials
import ManagementAPI
import Platform

/// All scripts that are found by name: in the folder `scripts/` here and above up to a repository's root, in the data
/// folder with the repositories there, and beside the installed shell.
struct ScriptShelf {
    let collections: [ScriptCollection]

    /// The name of the user's own scripts, and of those that came with the shell.
    static let own = "own"
    static let installedName = "ampsh"

    /// Those of these folders alone.
    init(collections: [ScriptCollection]) { self.collections = collections }

    /// - Parameters:
    ///   - folder: where the user is.
    ///   - installed: the scripts that came with the shell; nil where it is not installed.
    init(paths: StandardPaths, folder: String, installed: String?) {
        var collections = Self.near(folder)
        if let data = paths.scriptsFolder {
            collections.append(ScriptCollection(owner: .own, name: Self.own, folder: data))
            collections += ScriptRepository.all(in: data).map(\.collection)
        }
        if let installed {
            collections.append(ScriptCollection(owner: .installed, name: Self.installedName, folder: installed))
        }
        self.collections = collections
    }

    /// The one of this process.
    init(paths: StandardPaths) {
        self.init(
            paths: paths, folder: FileManager.default.currentDirectoryPath, installed: ScriptPath.installedScripts)
    }

    /// Every script, by collection and name; a file that is met twice once.
    var scripts: [NamedScript] {
        var seen: Set<String> = []
        return collections.flatMap { collection in
            Self.names(in: collection.folder).compactMap { name in
                let path = "\(collection.folder)/\(name).lua"
                guard let place = Self.resolved(path), Self.isFile(place) else { return nil }
                if let bounds = collection.bounds.flatMap(Self.resolved), !place.hasPrefix(bounds + "/") { return nil }
                return seen.insert(place).inserted ? NamedScript(name: name, path: path, collection: collection) : nil
            }
        }
    }

    /// The script of a name, which may be `NAME`, `NAME.lua` or `REPOSITORY:NAME`.
    func script(named word: String) throws(ScriptNameError) -> NamedScript {
        let all = scripts
        let name = word.hasSuffix(".lua") ? String(word.dropLast(4)) : word
        let found = all.filter { script in
            script.name == name || script.collection.qualifiers.contains { "\($0):\(script.name)" == name }
        }
        guard let first = found.first else {
            guard !word.contains("/") || word.contains(":") else { throw .path(word) }
            let names = all.flatMap { [$0.name, $0.qualified] }
            throw .unknown(word, nearest: Spelling.nearest(to: name, among: names), isEmpty: all.isEmpty)
        }
        guard found.count == 1 else {
            let ways = found.map(\.qualified)
            throw .several(word, Set(ways).count == ways.count ? ways : found.map(\.path))
        }
        return first
    }

    /// What the script of a name says of itself; nil where there is none. Where there are several, that.
    func help(named name: String) -> String? {
        do throws(ScriptNameError) {
            let text = try script(named: name).card().text
            return text.isEmpty ? nil : text + "\n"
        } catch {
            guard case .several = error else { return nil }
            return "\(error)\n"
        }
    }

    // MARK: - Folders

    private static func near(_ folder: String) -> [ScriptCollection] {
        let chain = Self.chain(from: folder)
        let root = chain.firstIndex { isThere("\($0)/.git") }
        // Without a repository nothing says where a stranger's folders begin.
        return chain.prefix((root ?? 0) + 1).enumerated().compactMap { steps, folder in
            let scripts = folder == "/" ? "/scripts" : "\(folder)/scripts"
            guard isFolder(scripts), steps == 0 || isOurs(folder) && isOurs(scripts) else { return nil }
            let name = folder.split(separator: "/").last.map(String.init) ?? "/"
            return ScriptCollection(owner: .near, name: name, folder: scripts)
        }
    }

    /// A folder and those that it is in.
    private static func chain(from folder: String) -> [String] {
        var chain = [folder]
        while let slash = chain[chain.count - 1].lastIndex(of: "/"), chain[chain.count - 1] != "/" {
            let above = String(chain[chain.count - 1][..<slash])
            chain.append(above.isEmpty ? "/" : above)
        }
        return chain
    }

    /// The names of what may be scripts: no tests, and nothing hidden.
    private static func names(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { $0.hasSuffix(".lua") && !$0.hasSuffix("_test.lua") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(4)) }.sorted()
    }

    static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

    private static func isFile(_ path: String) -> Bool { kind(of: path) == S_IFREG }

    private static func kind(of path: String) -> mode_t? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & S_IFMT : nil
    }

    static func isThere(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    private static func isOurs(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && (facts.st_uid == geteuid() || facts.st_uid == 0)
    }

    private static func resolved(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
