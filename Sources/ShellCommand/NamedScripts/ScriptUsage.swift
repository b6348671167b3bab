import Repl

/// What a script takes, by its header: the lines of its options, and what its usage lines name.
struct ScriptUsage: Equatable {
    /// One option.
    struct Option: Equatable {
        let spellings: [String]
        /// What stands for its value; nil for a flag.
        let value: String?
        let summary: String
    }

    private(set) var options: [Option] = []
    /// What stands for its operands: `GLOB`, `FILE`.
    private(set) var operands: [String] = []

    init(_ text: String) {
        var isInUsage = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first else {
                isInUsage = false
                continue
            }
            if first.lowercased() == "usage:" { isInUsage = true }
            if isInUsage {
                operands += words.compactMap(Self.placeholder)
            } else if line.first == " ", first.hasPrefix("-"), let option = Self.option(line) {
                options.append(option)
            }
        }
    }

    /// What may stand next after these words.
    ///
    /// - Parameter keys: the keys of known objects that begin so.
    func arguments(after words: [String], _ word: String, keys: (String) -> [ScriptRow]) -> ScriptArguments {
        if let last = words.last, let option = options.first(where: { $0.spellings.contains(last) }),
            let value = option.value
        {
            return ScriptArguments(takesFile: Self.isFile(value))
        }
        var found = ScriptArguments()
        if !words.contains("--") {
            found.words = options.flatMap { option in
                option.spellings.filter { $0.hasPrefix("--") || option.spellings.count == 1 }.map {
                    ScriptRow(name: $0, summary: option.summary)
                }
            }
        }
        guard !word.hasPrefix("-") else { return found }
        if operands.contains(where: Self.isKey) { found.words += keys(word) }
        found.takesFile = operands.contains(where: Self.isFile)
        return found
    }

    /// `  -p, --project ID  only those`
    private static func option(_ line: Substring) -> Option? {
        let text = line.drop { $0 == " " }
        let gap = text.firstRange(of: "  ")
        let form = gap.map { text[..<$0.lowerBound] } ?? text
        var value: String?
        let spellings = form.split(separator: ",").compactMap { part -> String? in
            let words = part.split(whereSeparator: { $0 == " " || $0 == "=" })
            guard let name = words.first, name.hasPrefix("-") else { return nil }
            if words.count > 1 { value = String(words[1]) }
            return String(name)
        }
        guard !spellings.isEmpty else { return nil }
        let summary = gap.map { String(text[$0.upperBound...].drop { $0 == " " }) } ?? ""
        return Option(spellings: spellings, value: value, summary: summary)
    }

    /// A word of a usage line that stands for an operand: capital letters, perhaps in brackets and with points behind.
    private static func placeholder(_ word: Substring) -> String? {
        let name = word.filter { $0.isLetter || $0 == "_" }
        guard !word.contains("-"), !name.isEmpty, name.allSatisfy({ $0.isUppercase || $0 == "_" }) else { return nil }
        return String(name)
    }

    private static func isFile(_ placeholder: String) -> Bool {
        ["FILE", "PATH", "SHEET", "CSV"].contains { placeholder.contains($0) }
    }

    private static func isKey(_ placeholder: String) -> Bool {
        ["GLOB", "KEY", "EXPERIMENT", "FLAG", "PATTERN"].contains { placeholder.contains($0) }
    }
}
