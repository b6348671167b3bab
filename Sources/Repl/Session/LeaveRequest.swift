/// The ways to say that one wants to leave: `exit`, `quit`, `exit(2)`.
enum LeaveRequest {
    /// The code of an entry that is nothing but a wish to leave, and the global that would have to be nil for it.
    static func read(_ entry: String) -> (name: String, code: Int32)? {
        let text = entry.trimmedBlanks
        for name in ["exit", "quit"] where text.hasPrefix(name) {
            let rest = text.dropFirst(name.count).filter { !$0.isWhitespace }
            if rest.isEmpty || rest == "()" { return (name, 0) }
            guard rest.hasPrefix("("), rest.hasSuffix(")"), let number = Int(rest.dropFirst().dropLast()),
                let code = try? code(number)
            else { continue }
            return (name, code)
        }
        return nil
    }

    /// An exit code that the system can carry.
    static func code(_ number: Int) throws(CommandError) -> Int32 {
        guard (0...255).contains(number) else { throw CommandError("\(number) is no exit code; it is 0 to 255") }
        return Int32(number)
    }
}
