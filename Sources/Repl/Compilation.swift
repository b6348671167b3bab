/// What compiling a text came to. `Chunk` is the caller's; the session only passes it on.
public enum Compilation<Chunk> {
    case chunk(Chunk)
    /// A syntax error at the end of the text: more lines may make it whole.
    case incomplete(message: String)
    case failure(message: String)

    /// Sorts a syntax error's message as lua.c does: by what it ends in.
    public static func failed(message: String) -> Compilation {
        message.hasSuffix("<eof>") || message.hasSuffix("'<eof>'")
            ? .incomplete(message: message) : .failure(message: message)
    }
}
