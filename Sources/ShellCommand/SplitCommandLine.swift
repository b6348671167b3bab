/// One option as it was written.
public struct WrittenOption: Sendable, Equatable {
    /// Where an option's value stands on the command line.
    public struct Place: Sendable, Equatable {
        /// Which word, counted from 0 after the program's name.
        public let word: Int
        /// How many bytes of the word come before the value: 2 in `-eCODE`.
        public let offset: Int
    }

    public let id: OptionID
    /// How it was spelled, without the value: `-e`, `--url`.
    public let spelling: String
    /// Nil for a flag.
    public let value: String?
    /// Nil for a flag.
    public let place: Place?
}

/// A command line, divided.
public struct SplitCommandLine: Sendable, Equatable {
    /// What comes after the options.
    public enum Program: Sendable, Equatable {
        /// Nothing: a prompt, or the script on standard input.
        case none
        /// The word `-`.
        case standardInput
        case file(String)
        case subcommand(Subcommand)
    }

    /// In the order written.
    public let options: [WrittenOption]
    public let program: Program
    /// Which word the program is, counted from 0 after the program's name: Lua's `arg` counts from it.
    public let programIndex: Int?
    /// What follows the program, untouched.
    public let arguments: [String]

    /// Whether an option was given.
    public func has(_ id: OptionID) -> Bool { options.contains { $0.id == id } }
}
