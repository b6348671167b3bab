/// Why a sandbox cannot be used.
public enum SandboxError: Error, Sendable, Equatable {
    /// The path is empty or holds a NUL byte.
    case invalidPath(String)
    /// The file at `path` is no sound sandbox. It is left as it is.
    case damaged(path: String, reason: Damage)
    /// The file at `path` was written by a later version of the sandbox. It is left as it is.
    case newer(path: String, version: Int, known: Int)
    /// The system refused `action`; `reason` is its own word for it.
    case unavailable(path: String, action: Action, reason: String)
    /// The port cannot be listened on; `reason` is the system's word for it.
    case noPort(Int, reason: String)
    /// Another process kept the file locked for longer than the time limit.
    case busy(path: String)

    /// What is wrong with a file that should be a sandbox.
    public enum Damage: Sendable, Equatable {
        /// It has no bytes.
        case empty
        /// It is no SQLite database.
        case notADatabase
        /// SQLite finds its pages damaged, or some of them missing; `detail` is its own word for it.
        case corrupt(detail: String)
        /// It is a database of another program, by the id in its header.
        case otherProgram(applicationID: Int)
        /// Its header names a version that there never was.
        case unknownVersion(Int)
        /// A table of the schema is not there.
        case missingTable(String)
        /// The record of an object is no JSON text, or another object's. `kind` is what such an object is called.
        case unreadableRecord(kind: String, id: String)
    }

    /// What was tried.
    public enum Action: String, Sendable {
        /// Making the folder of the file.
        case createFolder
        /// Making the file.
        case createFile
        /// Opening the file.
        case open
        /// Reading from it.
        case read
        /// Writing to it.
        case write
        /// Bringing a file of an older version up to date.
        case migrate
        /// Putting a damaged file aside.
        case moveAside
    }
}
