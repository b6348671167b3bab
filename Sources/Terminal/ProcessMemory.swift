import CEdit

/// The memory of this process, which holds the key.
public enum ProcessMemory {
    /// From here on no core dump holds it, and no other process of the user may look into it; on Linux.
    public static func hide() { cedit_hide_memory() }
}
