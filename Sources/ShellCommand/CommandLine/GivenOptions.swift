/// What the options of a command line say, still as text; `Settings` gives it meaning together with the environment.
struct GivenOptions: Sendable, Equatable {
    /// The values of those that were given; a flag's is empty.
    private var values: [OptionID: String] = [:]

    /// Nothing said.
    init() {}

    /// Takes what is not read elsewhere from a divided command line; of an option given twice the last counts.
    init(_ commandLine: SplitCommandLine) throws(UsageError) {
        for option in commandLine.options where !Self.readElsewhere.contains(option.id) {
            try take(option.id, option.value, option.spelling)
        }
    }

    /// Takes an option as it was written.
    ///
    /// - Throws: where its value is empty, or it names another target than the same option did before.
    mutating func take(_ id: OptionID, _ value: String?, _ spelling: String) throws(UsageError) {
        guard value?.isEmpty != true else { throw .emptyValue(option: spelling) }
        if let earlier = values.updateValue(value ?? "", forKey: id), let value, earlier != value,
            OptionTable.all[id]?.namesTarget == true
        {
            throw .differentTargets("\(spelling) \(earlier)", "\(spelling) \(value)")
        }
    }

    /// Those whose order to each other counts, and those that print a page or open the prompt.
    static let readElsewhere: [OptionID] = [.execute, .require, .interactive, .showVersion, .version, .help]

    /// The value of an option; nil where it was not given.
    subscript(id: OptionID) -> String? {
        get { values[id] }
        set { values[id] = newValue }
    }

    /// Whether an option was given.
    func has(_ id: OptionID) -> Bool { values[id] != nil }

    /// Gives a flag.
    mutating func insert(_ flag: OptionID) { values[flag] = "" }
}
