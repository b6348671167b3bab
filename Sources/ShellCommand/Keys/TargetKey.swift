import APIClient
import Secrets

/// Gets the key of a target from where it is kept.
struct TargetKey {
    let keyring: Keyring
    let paths: StandardPaths

    /// Why there is no key.
    enum Problem: Error, Equatable {
        case badVariable(String, ManagementKeyError)
        case badFile(path: String, ManagementKeyError)
        case noFile(path: String)
        case unreadableFile(PrivateFile.Problem)
        case command(KeyCommandProblem)
    }

    /// Reads the key. Of a key file the line ends at its end do not count.
    func key(from source: KeySource) throws(Problem) -> ManagementKey {
        switch source {
        case .variable(let name):
            do {
                return try Self.key(keyring.key(in: name) ?? [])
            } catch {
                throw .badVariable(name, error)
            }
        case .file(let written):
            let path = path(of: written)
            let shown = self.path(of: PastedKey.shown(written))
            do {
                var bytes = try PrivateFile.bytes(at: path, followsLink: true, shown: shown)
                while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
                return try Self.key(bytes)
            } catch let problem as PrivateFile.Problem {
                throw problem == .missing ? .noFile(path: shown) : .unreadableFile(problem)
            } catch let problem as ManagementKeyError {
                throw .badFile(path: shown, problem)
            } catch {
                // The two above are all that the calls can throw.
                throw .noFile(path: shown)
            }
        case .command(let command):
            do { return try KeyCommandRun(command: command).key() } catch { throw .command(error) }
        }
    }

    /// `~/` is the home folder; what is relative is counted from the config file's folder.
    func path(of written: String) -> String {
        if written.hasPrefix("~/"), let home = paths.home { return home + written.dropFirst() }
        guard !written.hasPrefix("/"), let folder = paths.configFolder else { return written }
        return "\(folder)/\(written)"
    }

    private static func key(_ bytes: [UInt8]) throws(ManagementKeyError) -> ManagementKey {
        // A byte that is no UTF-8 becomes U+FFFD, which the key refuses as not ASCII.
        try ManagementKey(String(decoding: bytes, as: UTF8.self))
    }
}

extension TargetKey.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .badVariable(let name, let problem): "\(PastedKey.shown(name)): \(problem)"
        case .badFile(let path, let problem): "\(path): \(problem)"
        case .noFile(let path): "there is no key file \(path)"
        case .unreadableFile(let problem): "\(problem)"
        case .command(let problem): "key_command: \(problem)"
        }
    }
}
