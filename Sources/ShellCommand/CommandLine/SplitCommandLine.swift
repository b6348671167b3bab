/// One option as it was written.
struct WrittenOption: Sendable, Equatable {
    /// Where an option's value stands on the command line.
    struct Place: Sendable, Equatable {
        /// Which word, counted from 0 after the program's name.
        let word: Int
        /// How many bytes of the word come before the value: 2 in `-eCODE`.
        let offset: Int
    }

    let id: OptionID
    /// How it was spelled, without the value: `-e`, `--url`.
    let spelling: String
    /// Nil for a flag.
    let value: String?
    /// Nil for a flag.
    let place: Place?
}

/// A command line, divided.
struct SplitCommandLine: Sendable, Equatable {
    /// What comes after the options.
    enum Program: Sendable, Equatable {
        /// Nothing: a prompt, or the script on standard input.
        case none
        /// The word `-`.
        case standardInput
        case file(String)
        case subcommand(Subcommand)
    }

    /// In the order written.
    let options: [WrittenOption]
    let program: Program
    /// Which word the program is, counted from 0 after the program's name: Lua's `arg` counts from it.
    let programIndex: Int?
    /// What follows the program, untouched.
    let arguments: [String]

    /// Whether an option was given.
    func has(_ id: OptionID) -> Bool { options.contains { $0.id == id } }
}
