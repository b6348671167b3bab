public import ManagementAPI

/// One run: what was asked for, and what it was about.
public struct RunRecord: Sendable, Hashable {
    /// What made the changes.
    public enum Kind: String, Sendable, CaseIterable {
        /// A script, a module or code of the command line.
        case script
        /// An entry of the prompt.
        case prompt
        /// The undo of a run.
        case undo
        /// The apply of a plan.
        case apply
    }

    /// The script that ran.
    public struct Script: Sendable, Hashable {
        /// Its file.
        public var path: String
        /// The SHA-256 of its text, in hexadecimal.
        public var hash: String
        /// The name of the repository that it lies in; nil outside of one.
        public var repository: String?
        /// The commit that the repository was at; nil where that is not known.
        public var commit: String?

        /// A script.
        public init(path: String, hash: String, repository: String? = nil, commit: String? = nil) {
            self.path = path
            self.hash = hash
            self.repository = repository
            self.commit = commit
        }
    }

    /// Its number on this machine; 0 before it has one.
    public var number: Int64 = 0
    /// What it is called everywhere.
    public var uuid: String
    /// When it began, in milliseconds since 1970, UTC.
    public var begun: Int64
    /// When it ended, the same; nil while it goes on, and where it was killed.
    public var ended: Int64?
    /// Where the changes were sent: the URL, or the file of a sandbox.
    public var target: String
    /// What people call the target: the profile, the host, `sandbox`.
    public var targetLabel: String
    /// The generation of the API.
    public var generation: Generation
    /// What made the changes.
    public var kind: Kind
    /// What was asked for, as people would write it: `kill_switch.lua 'checkout-*'`.
    public var what: String
    /// The script, where a file was run.
    public var script: Script?
    /// Its arguments.
    public var arguments: [String]
    /// Why; nil where nobody said.
    public var note: String?
    /// The version of the shell.
    public var version: String
    /// The UUID of the run that it takes back; nil where it takes none back.
    public var undoes: String?
    /// How often it was taken up again.
    public var resumed = 0
    /// Whether it comes from another machine.
    public var isImported = false

    /// A run that is about to begin.
    public init(
        uuid: String, begun: Int64, target: String, targetLabel: String, generation: Generation, kind: Kind,
        what: String,
        script: Script? = nil, arguments: [String] = [], note: String? = nil, version: String, undoes: String? = nil
    ) {
        self.uuid = uuid
        self.begun = begun
        self.target = target
        self.targetLabel = targetLabel
        self.generation = generation
        self.kind = kind
        self.what = what
        self.script = script
        self.arguments = arguments
        self.note = note
        self.version = version
        self.undoes = undoes
    }
}
