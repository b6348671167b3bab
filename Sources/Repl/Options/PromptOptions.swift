import LuaBridge

/// The state behind `.set` that nothing else keeps.
public final class PromptOptions {
    /// What the prompt says.
    var form = PromptForm.standard
    /// Whether the rest of an older line is suggested.
    public internal(set) var suggests = true
    /// Whether the prompt begins with the number that the entry will have.
    public internal(set) var showsNumbers = false
    /// Whether the service is asked for the id where a key was given that no answer held.
    public internal(set) var looksUp = false
    /// Whether what is typed is coloured.
    public var highlights = true
    /// For screen readers: no columns, no dimmed text, nothing drawn over.
    public internal(set) var isPlain = false
    /// Whether long work shows how far it is.
    public internal(set) var showsProgress = true
    /// Called after a change, for what keeps a copy.
    var changed: () -> Void = {}

    init() {}
}
