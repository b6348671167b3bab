// The environment block is shared mutable state; it is touched at start only, when there is one thread.
@preconcurrency import Platform

/// A secret in the environment: taken out once, so that neither `os.getenv` nor a child process nor `/proc` has it.
enum EnvironmentKey {
    /// Takes the variable out of the environment: returns its bytes, overwrites them where they stand, unsets it.
    ///
    /// Call it before there is a second thread and before Lua runs. A name that occurs more than once is overwritten
    /// everywhere; the first one counts, as for `getenv`.
    ///
    /// - Returns: Nil when the variable is not set.
    static func take(_ name: String) -> [UInt8]? {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "=")) else { return nil }
        var entry = environ
        let prefix = Array("\(name)=".utf8)
        var found: [UInt8]?
        while let text = entry.pointee {
            if starts(text, with: prefix) {
                let value = text + prefix.count
                let count = strlen(value)
                if found == nil { found = (0..<count).map { UInt8(bitPattern: value[$0]) } }
                // A plain memset of memory that nobody reads again could be left out by the compiler.
                explicit_bzero(value, count)
            }
            entry += 1
        }
        unsetenv(name)
        return found
    }

    private static func starts(_ text: UnsafePointer<CChar>, with prefix: [UInt8]) -> Bool {
        // Ends at the first difference, so also at the NUL of a shorter text.
        for (index, byte) in prefix.enumerated() where UInt8(bitPattern: text[index]) != byte { return false }
        return true
    }
}
