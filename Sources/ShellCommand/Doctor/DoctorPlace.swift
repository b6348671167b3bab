/// A file or folder of the shell's own, as `ampsh doctor` found it.
struct DoctorPlace: Sendable, Equatable {
    /// What stands at the path.
    enum Kind: Sendable, Equatable {
        /// Not there yet, which is fine.
        case absent
        case folder(mode: UInt32)
        case file(mode: UInt32)
        case symbolicLink
        case other
    }

    let path: String
    let isFolder: Bool
    let kind: Kind
    /// This user or root owns it.
    var isOurs = true

    /// What is wrong with it, if anything.
    var finding: DoctorFinding? {
        let word = ShellWord.quoted(path)
        switch kind {
        case .absent: return nil
        case .symbolicLink where !isFolder:
            return .wrong("\(path) is a symbolic link, which is not followed; put the file itself there: rm \(word)")
        // A folder may be a link: who can plant one there owns the folder above.
        case .symbolicLink: return nil
        case .folder(let mode) where isFolder: return loose(mode, 0o700, word)
        case .file(let mode) where !isFolder: return loose(mode, 0o600, word)
        default:
            return .wrong("\(path) is no \(isFolder ? "folder" : "regular file"); move it away: mv \(word) \(word).old")
        }
    }

    private func loose(_ mode: UInt32, _ wanted: UInt32, _ word: String) -> DoctorFinding? {
        guard isOurs else {
            return .wrong("\(path) belongs to another user; it must be yours: chown \"$USER\" \(word)")
        }
        guard mode & 0o077 != 0 else { return nil }
        return .wrong(
            "\(path) has mode 0\(String(mode, radix: 8)), so others may use it; chmod \(String(wanted, radix: 8)) \(word)"
        )
    }
}
