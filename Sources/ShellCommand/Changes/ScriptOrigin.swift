import APIClient
import Ledger
import Platform

/// Which script made a change: its text, and the repository and commit that it lies in. Read from the files of git; nothing
/// is run.
enum ScriptOrigin {
    /// The longest of those files that is read.
    private static let longest = 1 << 20

    static func script(_ path: String, text: [UInt8]) -> RunRecord.Script {
        var script = RunRecord.Script(path: path, hash: hexadecimal(SHA256.digest(text)))
        guard let (folder, git) = repository(of: path) else { return script }
        script.repository = folder.split(separator: "/").last.map(String.init)
        script.commit = commit(git)
        return script
    }

    /// The bytes as digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private static func repository(of path: String) -> (folder: String, git: String)? {
        guard let whole = realpath(path, nil) else { return nil }
        defer { free(whole) }
        var folder = Substring(String(cString: whole))
        while let slash = folder.lastIndex(of: "/") {
            folder = folder[..<slash]
            let git = "\(folder)/.git"
            if access(git + "/HEAD", R_OK) == 0 { return (String(folder), git) }
            if folder.isEmpty { break }
        }
        return nil
    }

    private static func commit(_ git: String) -> String? {
        guard let head = line(of: git + "/HEAD") else { return nil }
        guard head.hasPrefix("ref: ") else { return head }
        let name = String(head.dropFirst(5))
        if let commit = line(of: "\(git)/\(name)") { return commit }
        let packed = text(of: git + "/packed-refs")?.split(separator: "\n").first { $0.hasSuffix(" " + name) }
        return packed?.split(separator: " ").first.map(String.init)
    }

    private static func line(of path: String) -> String? {
        text(of: path)?.split(separator: "\n").first.map(String.init)
    }

    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = read(descriptor, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
