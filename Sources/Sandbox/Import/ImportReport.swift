/// What an import did.
public struct ImportReport: Sendable, Equatable {
    /// What became of the objects of a resource.
    public struct Count: Sendable, Equatable {
        /// Those that were not there before.
        public var new = 0
        /// Those that took the place of what had their ids.
        public var replaced = 0
        /// Those that were there just so.
        public var unchanged = 0

        /// All of them.
        public var all: Int { new + replaced + unchanged }
    }

    /// By the names of the resources.
    public var counts: [String: Count] = [:]
    /// The versions that came with them, without the last of each object.
    public var versions = 0
    /// The ids of objects that others name, that were neither in the export nor in the sandbox, and that were made with no more
    /// than that; by the names of their resources.
    public var made: [String: [Int64]] = [:]
    /// The ids that objects name and nothing has, by the names of their resources.
    public var missing: [String: [Int64]] = [:]
    /// Whether what was there before is gone.
    public var emptied = false
}
