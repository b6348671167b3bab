/// The words after `ampsh run`: the name of a script, and its arguments untouched.
struct RunWords: Sendable, Equatable {
    let name: String
    /// Which of the words the name is.
    let place: Int

    /// Nil for its help.
    init?(_ words: [String]) throws(UsageError) {
        var place = 0
        if words.first == "--" { place = 1 }
        guard words.indices.contains(place) else { throw .missingScript }
        let word = words[place]
        if place == 0, word == "--help" || word == "-h" { return nil }
        guard place == 1 || !word.hasPrefix("-") else { throw .optionAfterRun(word) }
        guard !word.isEmpty else { throw .missingScript }
        name = word
        self.place = place
    }

    static let page = """
        OVERVIEW: Run a script by its name.

        USAGE: ampsh [OPTION...] run NAME [ARG...]

        ampsh scripts lists the names. REPOSITORY:NAME tells two of one name apart. What
        follows NAME is the script's, --help as well. Options of ampsh stand before run.

        """
}
