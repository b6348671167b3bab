/// What the comments of a module say.
struct LibraryText {
    private let lines: [Substring]

    init(_ source: String) { lines = source.split(separator: "\n", omittingEmptySubsequences: false) }

    func markdown(_ name: String) -> String {
        var text = "## \(name)\n\n" + about
        for (signature, help) in functions(name) { text += "\n### `\(signature)`\n\n\(help)\n" }
        return text
    }

    /// For a terminal: what the module is, and its functions with their first lines.
    func plain(_ name: String) -> String {
        var text = "\(name)\n\n" + about
        for (signature, help) in functions(name) {
            text += "\n  \(signature)\n      " + help.replacing("\n", with: "\n      ") + "\n"
        }
        return text
    }

    /// One function of it: `cli.parse` of `ampsh.cli.parse`; nil where there is none.
    func plain(function: String, of name: String) -> String? {
        functions(name).first { $0.signature.prefix { $0 != "(" } == function[...] }
            .map { "\($0.signature)\n\n\($0.help)\n" }
    }

    /// The comment at the top, without the name and what it writes.
    private var about: String {
        var paragraphs: [String] = []
        var isCode = false
        for line in lines.prefix(while: { $0.hasPrefix("--") }) {
            let words = line.dropFirst(line.hasPrefix("-- ") ? 3 : 2)
            if words.hasPrefix("writes:") { continue }
            let stays = words.hasPrefix("  ")
            if words.isEmpty {
                paragraphs.append("")
            } else if stays || paragraphs.last?.isEmpty ?? true || isCode {
                paragraphs.append(stays ? "  " + words : paragraphs.isEmpty ? Self.afterName(words) : String(words))
            } else {
                paragraphs[paragraphs.count - 1] += "\n" + words
            }
            isCode = stays
        }
        while paragraphs.last?.isEmpty == true { paragraphs.removeLast() }
        return paragraphs.joined(separator: "\n") + "\n"
    }

    private static func afterName(_ line: Substring) -> String {
        guard let colon = line.firstIndex(of: ":") else { return String(line) }
        let words = line[line.index(after: colon)...].drop { $0 == " " }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What has a comment with three dashes, as it is called, with the comment.
    private func functions(_ name: String) -> [(signature: String, help: String)] {
        var found: [(String, String)] = []
        var comment: [Substring] = []
        for line in lines {
            if line.hasPrefix("---") {
                comment.append(line.dropFirst(line.hasPrefix("--- ") ? 4 : 3))
            } else {
                if !comment.isEmpty, let signature = Self.signature(line, name) {
                    found.append((signature, comment.joined(separator: "\n")))
                }
                comment = []
            }
        }
        return found
    }

    /// `cli.say(text, ...)` of `function cli.say(text, ...)`; the module itself where that is a function.
    private static func signature(_ line: Substring, _ name: String) -> String? {
        if line.hasPrefix("function ") { return String(line.dropFirst("function ".count)) }
        if line.hasPrefix("return function"), let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") {
            return "require \"\(name)\"" + line[open...close]
        }
        guard let equals = line.firstIndex(of: "="), !line.hasPrefix("local ") else { return nil }
        return String(line[..<equals].filter { $0 != " " })
    }
}
