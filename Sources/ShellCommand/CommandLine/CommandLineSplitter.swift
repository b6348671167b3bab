import ManagementAPI

/// Divides the words of a command line at the first one that is neither an option nor an option's value.
///
/// What stands before is options, that word is a subcommand or a FILE, and what follows belongs to it untouched. The
/// meanings of `-e -l -i -v - --` are those of stock `lua`.
struct CommandLineSplitter: Sendable {
    let table: OptionTable

    init(table: OptionTable = .all) { self.table = table }

    /// - Parameter words: The command line without the program's name.
    /// - Returns: The options in the order written, the program to run, and its arguments.
    func split(_ words: [String]) throws(UsageError) -> SplitCommandLine {
        var options: [WrittenOption] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            guard word.hasPrefix("-"), word != "-" else {
                return try divide(words, at: index, options, isFile: false)
            }
            index += 1
            if word == "--" {
                guard index < words.count else { break }
                return try divide(words, at: index, options, isFile: true)
            }
            let option = try word.hasPrefix("--") ? long(words, index) : short(words, index)
            options.append(option)
            if option.place?.word == index { index += 1 }
        }
        return SplitCommandLine(options: options, program: .none, programIndex: nil, arguments: [])
    }

    /// - Parameter isFile: Whether `--` came before: as in stock lua, the word is then a file, whatever it is called.
    private func divide(
        _ words: [String], at index: Int, _ options: [WrittenOption], isFile: Bool
    ) throws(UsageError) -> SplitCommandLine {
        let word = words[index]
        var program = SplitCommandLine.Program.file(word)
        if !isFile, word == "-" {
            program = .standardInput
        } else if !isFile, let subcommand = Subcommand(rawValue: word) {
            guard !subcommand.isLater else { throw .notInThisVersion(word) }
            program = .subcommand(subcommand)
        }
        return SplitCommandLine(
            options: options, program: program, programIndex: index, arguments: Array(words[(index + 1)...]))
    }

    /// Reads the option before `next`, `--name` or `--name=value`.
    private func long(_ words: [String], _ next: Int) throws(UsageError) -> WrittenOption {
        let parts = words[next - 1].dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let spelling = "--\(parts[0])"
        guard let entry = table.entry(long: parts[0]) else { throw unknown(spelling) }
        let joined = parts.count > 1 ? String(parts[1]) : nil
        return try option(entry, spelling, joined: joined, offset: spelling.utf8.count + 1, words, next)
    }

    /// Reads the option before `next`, `-x` or, when it takes a value, `-xVALUE`.
    private func short(_ words: [String], _ next: Int) throws(UsageError) -> WrittenOption {
        let word = words[next - 1]
        let letter = word[word.index(after: word.startIndex)]
        let joined = word.dropFirst(2)
        // Flags are not bundled (stock lua): `-iq` is not `-i -q`.
        guard let entry = table.entry(short: letter), entry.takesValue || joined.isEmpty else { throw unknown(word) }
        return try option(entry, "-\(letter)", joined: joined.isEmpty ? nil : String(joined), offset: 2, words, next)
    }

    private func option(
        _ entry: OptionEntry, _ spelling: String, joined: String?, offset: Int, _ words: [String], _ next: Int
    ) throws(UsageError) -> WrittenOption {
        guard !entry.isLater else { throw .notInThisVersion(spelling) }
        guard case .required(let placeholder) = entry.value else {
            guard joined == nil else { throw .unexpectedValue(option: spelling) }
            return WrittenOption(id: entry.id, spelling: spelling, value: nil, place: nil)
        }
        if let joined {
            let place = WrittenOption.Place(word: next - 1, offset: offset)
            return WrittenOption(id: entry.id, spelling: spelling, value: joined, place: place)
        }
        let following = next < words.count ? words[next] : nil
        guard let following, !following.hasPrefix("-") else {
            throw .missingValue(option: spelling, placeholder: placeholder, following: following)
        }
        let place = WrittenOption.Place(word: next, offset: 0)
        return WrittenOption(id: entry.id, spelling: spelling, value: following, place: place)
    }

    private func unknown(_ spelling: String) -> UsageError {
        let names = table.entries.compactMap(\.long).map { "--\($0)" }
        return .unknownOption(spelling, nearest: Spelling.nearest(to: spelling, among: names))
    }
}
