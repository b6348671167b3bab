/// Lua that is in the program: the files of this folder, as they are, in its binary. None of it is parsed before somebody
/// asks for it.
public enum ScriptLibrary {
    /// Lua that the host runs for functions of its own.
    public enum Host: String, Sendable, CaseIterable {
        /// What `find` returns.
        case find
        /// The functions on lists.
        case lists

        /// Its text.
        public var source: [UInt8] {
            switch self {
            case .find: PackageResources.find_lua
            case .lists: PackageResources.lists_lua
            }
        }
    }

    /// What the names of all modules begin with.
    public static let prefix = "ampsh."

    /// What they began with when they were files beside the scripts.
    public static let formerPrefix = "lib."
}
