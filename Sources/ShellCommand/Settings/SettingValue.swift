import ManagementAPI

/// How the text of an option, a variable or a field becomes a value.
enum SettingValue {
    /// Requests per second.
    static func rate(_ said: Sourced<String>) throws(SettingsError) -> Double {
        try number(said, within: 0.001...100_000, "a number from 0.001 to 100000")
    }

    /// A span of time in seconds.
    static func seconds(_ said: Sourced<String>) throws(SettingsError) -> Duration {
        .seconds(try number(said, within: 0.001...86_400, "a number of seconds from 0.001 to 86400"))
    }

    private static func number(
        _ said: Sourced<String>, within bounds: ClosedRange<Double>, _ expected: String
    ) throws(SettingsError) -> Double {
        // Double reads "inf", "nan" and hexadecimal too, which nobody means here.
        guard said.value.allSatisfy({ "0123456789.".contains($0) }), let number = Double(said.value),
            bounds.contains(number)
        else { throw .badNumber(said.origin, value: said.value, expected: expected) }
        return number
    }

    /// A whole number above 0.
    static func count(_ said: Sourced<String>) throws(SettingsError) -> Int {
        guard said.value.allSatisfy({ "0123456789".contains($0) }), let count = Int(said.value), count > 0 else {
            throw .badNumber(said.origin, value: said.value, expected: "a whole number above 0")
        }
        return count
    }

    /// Whether changes are kept: the option says no, and so does the variable.
    static func keepsLedger(_ sources: SettingSources) throws(SettingsError) -> Bool {
        if sources.options.has(.ledger) { return false }
        guard let said = sources.saidByEnvironment(.ledger) else { return true }
        return try choice(said, of: LedgerChoice.self) == .on
    }

    private enum LedgerChoice: String, CaseIterable {
        case on, off
    }

    /// A number of bytes: digits and perhaps K, M or G, powers of 1024.
    static func bytes(_ said: Sourced<String>) throws(SettingsError) -> Int {
        var digits = Substring(said.value)
        var unit = 1
        if let last = digits.last, let shift = ["K": 10, "M": 20, "G": 30][last.uppercased()] {
            unit = 1 << shift
            digits.removeLast()
        }
        guard digits.allSatisfy({ "0123456789".contains($0) }), let count = Int(digits), count > 0 else {
            throw .badNumber(said.origin, value: said.value, expected: "a number of bytes above 0 (N, NK, NM or NG)")
        }
        let (bytes, isTooLarge) = count.multipliedReportingOverflow(by: unit)
        guard !isTooLarge else {
            throw .badNumber(said.origin, value: said.value, expected: "a number of bytes that a machine can have")
        }
        return bytes
    }

    /// Names of calls that change something.
    static func writes(_ said: Sourced<String>) throws(SettingsError) -> WriteNames {
        do { return try WriteNames(list: said.value) } catch { throw .badWrites(said.origin, error) }
    }

    /// A word of a fixed list.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ said: Sourced<String>, of type: Choice.Type
    ) throws(SettingsError) -> Choice {
        guard let choice = Choice(rawValue: said.value) else {
            let choices = Choice.allCases.map(\.rawValue)
            throw .badChoice(
                said.origin, value: said.value, choices: choices,
                nearest: Spelling.nearest(to: said.value, among: choices))
        }
        return choice
    }

    static func truth(_ said: Sourced<String>) throws(SettingsError) -> Bool {
        switch said.value.lowercased() {
        case "1", "true", "yes": return true
        case "0", "false", "no": return false
        default: throw .badTruth(said.origin, value: said.value)
        }
    }
}
