extension [String: String] {
    /// For a program that talks to a server of a test: the ledger would read what is there before each change, and the server
    /// counts what the call alone sends. What the ledger does has tests of its own.
    func withoutLedger(_ arguments: [String]) -> [String: String] {
        let isSandbox = arguments.contains { $0.hasPrefix("--sandbox") }
        guard !isSandbox, self["AMPSH_LEDGER"] == nil else { return self }
        return merging(["AMPSH_LEDGER": "off"]) { own, _ in own }
    }
}
