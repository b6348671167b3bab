/// Facts of a sandbox.
public struct SandboxInfo: Sendable, Equatable {
    /// Where it is: a file, or `:memory:`.
    public var path: String
    /// Number of projects.
    public var projects: Int
    /// Number of objects of each resource that has any, deleted ones included.
    public var objects: [String: Int]
    /// Bytes on disk, the write-ahead log included; of a store in memory, what it holds.
    public var byteCount: Int64
    /// When it was made or last reset.
    public var createdAt: UnixMilliseconds
}
