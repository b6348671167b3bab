import CEdit

/// What a process does about its surroundings before anything else.
public enum StandardStreams {
    /// Opens the standard descriptors that are closed, so that no file or pipe of ours gets their numbers. An input that was
    /// closed is empty, and writing to an output that was closed fails.
    public static func openClosed() { cedit_open_standard() }
}
