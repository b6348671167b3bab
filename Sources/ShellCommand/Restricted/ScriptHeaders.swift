import ScriptRuntime

/// The headers of scripts, for modules that read what a script says of itself.
final class ScriptHeaders {
    /// Code reads no file by asking.
    private let isRestricted: Bool
    /// Of the scripts that ran, by the names that their code was loaded under.
    private var known: [String: ScriptHeader] = [:]

    init(isRestricted: Bool) {
        self.isRestricted = isRestricted
    }

    /// Keeps the header of a script that is about to run: its file may be a pipe, which can be read once.
    func note(_ header: ScriptHeader, of name: String) { known[name] = header }

    /// The header of the code that was loaded under a name; nil where that is no file's. Code that is not trusted gets those
    /// of scripts that ran, and no other file.
    func header(of name: String) throws -> ScriptHeader? {
        if let header = known[name] { return header }
        guard !isRestricted, name.hasPrefix("@") else { return nil }
        return ScriptHeader(of: try ScriptFile.read(String(name.dropFirst())))
    }
}
