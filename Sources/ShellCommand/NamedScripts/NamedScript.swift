import ScriptRuntime
import Secrets

/// A script that is found by its name.
struct NamedScript {
    /// The name of its file, without `.lua`.
    let name: String
    let path: String
    let collection: ScriptCollection

    /// What tells it from another one of its name.
    var qualified: String { "\(collection.name):\(name)" }

    /// Which one it is, for who runs it.
    var announced: String {
        guard case .repository(let commit?) = collection.owner else { return qualified }
        return "\(qualified) at \(GitCommit.short(commit))"
    }

    /// What its file says of it.
    func card() -> ScriptCard {
        do throws(ScriptFile.Unreadable) {
            return ScriptCard(ScriptHeader(of: try ScriptFile.readRegular(path)), name: name)
        } catch {
            return ScriptCard(problem: "\(error)")
        }
    }
}

/// What the header of a script says, for lists.
struct ScriptCard: Equatable {
    /// What it is for, in one line.
    let what: String
    /// What it may change; nil where it does not say.
    let writes: WriteNames?
    /// The comment at its top.
    let text: String
    /// Why there is nothing to say of it.
    let problem: String?

    init(_ header: ScriptHeader, name: String) {
        what = Self.what(header.text, name: name)
        writes = header.declaresWrites ? WriteNames(header.writes.map(\.name)) : nil
        text = header.text
        problem = nil
    }

    init(problem: String) {
        what = problem
        writes = nil
        text = ""
        self.problem = problem
    }

    /// What it writes, in words.
    var writesText: String { writes.map { "\($0)" } ?? Self.undeclared }

    /// What is said of a script that does not say.
    static let undeclared = "undeclared"

    /// The first sentence of the first paragraph, without the name of the file before it.
    private static func what(_ text: String, name: String) -> String {
        let paragraph = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { line in
            !line.allSatisfy(\.isWhitespace)
        }.joined(separator: " ")
        var words = paragraph.split(whereSeparator: \.isWhitespace)
        if let first = words.first, ["\(name).lua:", "\(name):"].contains(where: { $0 == first }) {
            words.removeFirst()
        }
        let end = words.firstIndex { $0.hasSuffix(".") }
        let sentence = words[..<(end.map { $0 + 1 } ?? words.endIndex)].joined(separator: " ")
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
