import APIClient
import ManagementAPI
import Secrets

/// Which changes may be sent, by the names of their calls: as a script's header declares it and as `--allow-writes` says it.
struct WriteNames: Sendable, Equatable, CustomStringConvertible {
    /// The name that stands alone, for no change at all.
    static let nothing = "nothing"
    /// What a change by `request` is called, whatever its path.
    static let request = "request"

    /// What is wrong with one of the names.
    enum Problem: Error, Sendable, Equatable {
        /// No function that changes something has the name.
        case unknown(String, nearest: String?)
        /// There is such a function, and it only reads.
        case read(String)
        /// `nothing` stands beside other names.
        case nothingAndMore
        /// There is no name.
        case empty
        /// A line of the header that is spelt as no declaration is.
        case otherSpelling(String)
        /// A declaration behind the first code.
        case tooLate(String)

        /// Whether a script that one does not trust is refused for it.
        var isFatal: Bool { if case .tooLate = self { false } else { true } }
    }

    /// Each once, in the order written; none for nothing.
    let names: [String]

    /// Takes names as they are.
    init(_ names: [String]) {
        var seen: Set<String> = []
        self.names = names.filter { $0 != Self.nothing && seen.insert($0).inserted }
    }

    /// Reads a list with commas or blanks between the names.
    init(list: String) throws(Problem) {
        let words = list.split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
        guard !words.isEmpty else { throw .empty }
        for word in words { if let problem = Self.problem(with: word, among: words) { throw problem } }
        self.init(words)
    }

    /// What is wrong with a name of a list; names of any generation are right.
    static func problem(with name: String, among all: [String]) -> Problem? {
        if name == nothing { return Set(all).count > 1 ? .nothingAndMore : nil }
        let endpoints = Catalogue.all.endpoints
        let writes = endpoints.filter(\.mutates).map(\.id) + [request]
        if writes.contains(name) { return nil }
        if endpoints.contains(where: { $0.id == name }) { return .read(name) }
        return .unknown(name, nearest: Spelling.nearest(to: name, among: writes + [nothing]))
    }

    /// The name that a change is declared by.
    static func name(of request: APIRequest) -> String { request.endpoint?.id ?? Self.request }

    func contains(_ name: String) -> Bool { names.contains(name) }

    /// Those that both have, in the order of this one.
    func intersection(_ other: WriteNames) -> WriteNames { WriteNames(names.filter(other.contains)) }

    /// As a list is written.
    var description: String { names.isEmpty ? Self.nothing : names.joined(separator: ", ") }
}

extension WriteNames.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknown(let name, let nearest):
            "'\(PastedKey.shown(name))' is no function that changes something"
                + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .read(let name): "'\(name)' only reads; this is a list of functions that change something"
        case .nothingAndMore: "'\(WriteNames.nothing)' stands alone, without other names"
        case .otherSpelling(let line):
            "'\(PastedKey.shown(line))' declares nothing; it is spelt '-- writes: ' and the names"
        case .tooLate(let line):
            "'\(PastedKey.shown(line))' declares nothing here: it stands behind the first code"
        case .empty: "no name is given; '\(WriteNames.nothing)' allows nothing"
        }
    }
}
