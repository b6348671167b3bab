/// What `.watch` was given: `5 experiments.get(id)`, or code alone.
enum WatchArgument {
    /// Where nothing is said.
    static let standardSeconds = 2.0

    static func read(_ argument: String) throws(CommandError) -> (seconds: Double, code: String) {
        let word = argument.prefix { !$0.isWhitespace }
        let rest = String(argument.dropFirst(word.count)).trimmedBlanks
        guard let seconds = Double(word), !rest.isEmpty else {
            guard !argument.isEmpty, Double(argument) == nil else {
                throw CommandError(
                    ".watch takes Lua code, perhaps with seconds before it: .watch 5 experiments.get(id)")
            }
            return (standardSeconds, argument)
        }
        return (try check(seconds), rest)
    }

    /// A time that makes sense.
    static func check(_ seconds: Double) throws(CommandError) -> Double {
        guard (0.1...86_400).contains(seconds) else {
            throw CommandError("every \(seconds) seconds cannot be; it is 0.1 to 86400")
        }
        return seconds
    }
}
