extension SandboxError: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .invalidPath(let path) where path.isEmpty: "the path of the sandbox file is empty"
        case .invalidPath: "the path of the sandbox file holds a NUL byte"
        case .damaged(let path, let reason): "the sandbox file \(path) is damaged: \(reason)"
        case .newer(let path, let version, let known):
            "the sandbox file \(path) is of a later version of ampsh (schema \(version), this one knows \(known)) and was left "
                + "as it is"
        case .unavailable(let path, let action, let reason): "cannot \(action.words) \(path): \(reason)"
        case .noPort(let port, let reason): "cannot serve on port \(port): \(reason)"
        case .busy(let path): "the sandbox file \(path) is locked by another process"
        }
    }
}

extension SandboxError.Damage: CustomStringConvertible {
    /// What is wrong, without the path.
    public var description: String {
        switch self {
        case .empty: "it is empty"
        case .notADatabase: "it is no SQLite database"
        case .corrupt(let detail): "SQLite reports: \(detail)"
        case .otherProgram(0): "it is a database, but of no sandbox"
        case .otherProgram(let id): "it is a database of another program (application id \(id))"
        case .unknownVersion(let version): "it has version \(version) of the schema, which there never was"
        case .missingTable(let name): "the table \(name) is missing"
        case .unreadableRecord(let kind, let id): "what it holds of the \(kind) \(id) cannot be read"
        }
    }
}

extension SandboxError.Action {
    fileprivate var words: String {
        switch self {
        case .createFolder: "create the folder of"
        case .createFile: "create"
        case .open: "open"
        case .read: "read"
        case .write: "write to"
        case .migrate: "bring up to date"
        case .moveAside: "put aside"
        }
    }
}
