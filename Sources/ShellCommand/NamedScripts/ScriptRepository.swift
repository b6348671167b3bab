import FoundationEssentials
import JSON
import Platform
import Secrets

/// A repository of scripts in the data folder.
struct ScriptRepository {
    /// `acme/snippets`, which is its folder below that of the scripts.
    let name: String
    let folder: String

    /// What `add` leaves in it: a file that no commit can bring.
    private static let mark = ".git/ampsh-scripts"

    /// The repositories below the folder of the scripts, by name: one or two folders deep.
    static func all(in scripts: String) -> [ScriptRepository] {
        folders(in: scripts).flatMap { outer -> [ScriptRepository] in
            let folder = "\(scripts)/\(outer)"
            if ScriptShelf.isThere("\(folder)/.git") { return [ScriptRepository(name: outer, folder: folder)] }
            return folders(in: folder).filter { ScriptShelf.isThere("\(folder)/\($0)/.git") }.map {
                ScriptRepository(name: "\(outer)/\($0)", folder: "\(folder)/\($0)")
            }
        }
    }

    private static func folders(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter {
            !$0.hasPrefix(".") && ScriptShelf.isFolder("\(folder)/\($0)")
        }
    }

    var collection: ScriptCollection {
        ScriptCollection(
            owner: .repository(commit: commit), name: name, folder: Self.scripts(in: folder), bounds: folder)
    }

    /// Where in a repository the scripts are: its folder `scripts`, else the repository itself.
    static func scripts(in folder: String) -> String {
        let inner = "\(folder)/scripts"
        return ScriptShelf.isFolder(inner) ? inner : folder
    }

    /// What it stands at, where that is a commit and no branch, as `add` leaves it.
    var commit: String? {
        guard let bytes = try? ScriptFile.readRegular("\(folder)/.git/HEAD") else { return nil }
        let text = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
        return GitCommit.isWhole(text) ? text : nil
    }

    /// Where `add` had it from; nil for one that it did not put there.
    var origin: String? {
        guard let bytes = try? ScriptFile.readRegular("\(folder)/\(Self.mark)"),
            let value = try? JSONValue(parsing: bytes)
        else { return nil }
        return value["url"]?.stringValue
    }

    /// Notes that `add` put it there.
    static func note(origin: String, in folder: String) throws(ScriptRepositoryError) {
        let path = "\(folder)/\(mark)"
        let text = JSONValue.object(["url": .string(origin)]).encoded()
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text), attributes: [.posixPermissions: 0o600])
        else { throw .system(path, EACCES) }
    }

    /// The files of a folder and those below, with what they hold, but for what is git's.
    static func files(in folder: String) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var rest = [""]
        while let inner = rest.popLast() {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(inner)")) ?? [] {
                let path = inner + name
                guard path != ".git" else { continue }
                var facts = stat()
                guard lstat("\(folder)/\(path)", &facts) == 0 else { continue }
                if facts.st_mode & S_IFMT == S_IFDIR {
                    rest.append(path + "/")
                } else {
                    files[path] = (try? ScriptFile.readRegular("\(folder)/\(path)")) ?? []
                }
            }
        }
        return files
    }

    // MARK: - Names

    /// The name that a repository gets by its address: its last part and, where that is a host's, the one before it.
    static func name(ofURL url: String) throws(ScriptRepositoryError) -> String {
        var path = url[...]
        var hasHost = false
        if let scheme = path.firstRange(of: "://") {
            hasHost = path[..<scheme.lowerBound] != "file"
            path = path[scheme.upperBound...]
            if hasHost { path = path.drop { $0 != "/" } }
        } else if let colon = path.firstIndex(of: ":"), !path[..<colon].contains("/") {
            hasHost = true
            path = path[path.index(after: colon)...]
        }
        let parts = path.split(separator: "/").map { part in
            String(part.hasSuffix(".git") ? part.dropLast(4) : part)
        }
        let name = parts.suffix(hasHost ? 2 : 1).joined(separator: "/")
        guard isName(name) else { throw .noNameInURL }
        return name
    }

    /// Whether a repository may be called so: one or two parts of letters, digits, `.`, `_` and `-`.
    static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                guard let first = part.utf8.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else {
                    return false
                }
                return part.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"):
                        true
                    default: "._-".utf8.contains(byte)
                    }
                }
            } && !reserved.contains(String(parts[0]))
    }

    /// What means something else: before a colon, or as a folder of modules.
    private static let reserved: Set<String> = [ScriptShelf.own, ScriptShelf.installedName, "lib"]
}
