import Platform
import Secrets

/// Runs git by its arguments, without a shell, without hooks and submodules, and never with a program as the way to a
/// repository.
struct GitCommand {
    /// Repositories that the caller is in must not be taken for the one that is meant.
    private static let cleared = [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_TEMPLATE_DIR", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    ]
    private static let settings =
        [
            "core.hooksPath=/dev/null", "core.fsmonitor=false", "advice.detachedHead=false", "protocol.allow=never",
            "submodule.recurse=false", "fetch.recurseSubmodules=false",
        ] + ["file", "git", "http", "https", "ssh"].map { "protocol.\($0).allow=always" }

    /// What must not be shown of what git says: an address with what is secret in it.
    let address: String?

    /// A whole copy of what is there now, and no more of its history than that.
    func clone(_ url: String, to folder: String) throws(ScriptRepositoryError) {
        _ = try run(
            [
                "clone", "--quiet", "--no-checkout", "--depth", "1", "--no-tags", "--no-recurse-submodules",
                "--template=", "--", url, folder,
            ], step: "cloning \(Self.shown(url))")
        _ = try run(["-C", folder, "checkout", "--quiet", "--detach"], step: "reading \(Self.shown(url))")
    }

    /// Whether files are other than in the commit.
    func isChanged(_ folder: String) throws(ScriptRepositoryError) -> Bool {
        !(try run(["-C", folder, "status", "--porcelain", "--ignored=no"], step: "looking at \(folder)")).isEmpty
    }

    /// An address without a name and a password in it.
    static func shown(_ url: String) -> String { PastedKey.shown(PastedKey.withoutCredentials(url)) }

    /// - Returns: all that it said.
    private func run(_ words: [String], step: String) throws(ScriptRepositoryError) -> String {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system("a pipe", errno) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[0]) }
        let process: pid_t
        do throws(ChildProcess.Failure) {
            process = try ChildProcess.start(
                ["git"] + Self.settings.flatMap { ["-c", $0] } + words, output: ends[1], errors: ends[1],
                environment: ["LC_ALL=C"], without: Self.cleared)
        } catch {
            close(ends[1])
            throw error.errno == ENOENT ? .gitMissing : .system("git", error.errno)
        }
        close(ends[1])
        let said = Self.text(from: ends[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw .git(step: step, said: redacted(said)) }
        return said
    }

    private static func text(from descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Platform.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            // Whoever says more than this is not listened to, and not held up.
            if bytes.count < 65_536 { bytes += chunk[..<count] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What git said in one line, without keys.
    private func redacted(_ text: String) -> String {
        var words = text.split(whereSeparator: \.isWhitespace).map { word in
            var word = String(word)
            if let address, let place = word.firstRange(of: address) {
                word.replaceSubrange(place, with: Self.shown(address))
            }
            return word.contains("://") ? PastedKey.withoutCredentials(word) : word
        }
        if words.isEmpty { words = ["nothing"] }
        return PastedKey.masked(KeyRedaction.redacted(words.joined(separator: " ")))
    }
}
