extension Console {
    /// More than most terminals take.
    public static let longestCopy = 74_000

    /// Asks the terminal to put bytes into the system's clipboard (OSC 52). Whether it does nobody says.
    ///
    /// - Returns: false where there is no terminal that could.
    public func copy(_ bytes: [UInt8]) throws(ConsoleError) -> Bool {
        guard isTerminal(.output), !isDumb, bytes.count <= Self.longestCopy else { return false }
        try out(Array("\u{1B}]52;c;".utf8) + Base64Text.of(bytes) + [0x07])
        try flush()
        return true
    }
}
