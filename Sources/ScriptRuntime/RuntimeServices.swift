public import LuaBridge

/// What the runtime needs from outside: where text goes, and what only the shell knows.
public struct RuntimeServices {
    /// Writes data to standard output: what `print` and `help` say.
    public var write: ([UInt8]) throws -> Void
    /// Prints the value at an index in full, for `pp`.
    public var prettyPrint: (LuaThread, Int) throws -> Void
    /// Receives the messages of `warn`.
    public var warn: (String) -> Void
    /// The bytes of a file, for `require`.
    public var readFile: (String) throws -> [UInt8]
    /// Opens another target for `connect`.
    public var connect: (ConnectionRequest) throws -> APITarget
    /// Sees what successful answers hold.
    public var observer: AnswerObserver
    /// Writes a line for people to standard error.
    public var talk: (String) -> Void
    /// The header of the file that code was loaded from by this chunk name; nil where it is none that may be read.
    public var header: (_ chunk: String) throws -> ScriptHeader?
    /// What the shell knows of help, and how it shows it.
    public var help: HelpServices
    /// Hands out each line of standard output as it is ended, from now on.
    public var showEachLine: () -> Void
    /// What the script of a name says of itself; nil where there is none.
    public var scriptHelp: (_ name: String) -> String?

    /// All services.
    public init(
        write: @escaping ([UInt8]) throws -> Void, prettyPrint: @escaping (LuaThread, Int) throws -> Void,
        warn: @escaping (String) -> Void, readFile: @escaping (String) throws -> [UInt8],
        connect: @escaping (ConnectionRequest) throws -> APITarget, observer: AnswerObserver = AnswerObserver(),
        talk: @escaping (String) -> Void = { _ in },
        header: @escaping (_ chunk: String) throws -> ScriptHeader? = { _ in nil },
        help: HelpServices = HelpServices(), showEachLine: @escaping () -> Void = {},
        scriptHelp: @escaping (_ name: String) -> String? = { _ in nil }
    ) {
        self.write = write
        self.prettyPrint = prettyPrint
        self.warn = warn
        self.readFile = readFile
        self.connect = connect
        self.observer = observer
        self.talk = talk
        self.header = header
        self.help = help
        self.showEachLine = showEachLine
        self.scriptHelp = scriptHelp
    }
}
