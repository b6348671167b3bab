import Foundation
import ManagementAPI
import Testing

/// Names of resources and fields are written in the catalogue, in data made by hand and in documents, and nowhere else.
struct NamesStandOnceTests {
    /// Words that the shell uses for things of its own as well.
    static let common: Set<String> = [
        "id", "key", "name", "values", "description", "type", "end", "index", "url", "version",
    ]

    /// The catalogue itself, demo data, what reads files of an older version, and a measure of `make bench`.
    static let places = [
        "ManagementAPI/", "Sandbox/Demo/", "Sandbox/Store/SchemaVersion",
    ]

    /// Words of runs and their changes, which have some fields of the same names.
    static let ofRuns = ["Ledger/RunJSON.swift", "ShellCommand/Session/ResourcePrinter.swift"]
    static let runWords: Set<String> = ["state", "projectId"]

    static var names: Set<String> {
        let kinds = Catalogue.all.answeredTypes().compactMap(\.kind)
        let fields = Generation.allCases.flatMap { Catalogue.all.types(of: $0) }.flatMap(\.fields).map(\.name)
        let parameters = Catalogue.all.endpoints.flatMap(\.parameters).map(\.name)
        return Set(Catalogue.all.resources.map(\.name) + kinds.flatMap { [$0.one, $0.many] } + fields + parameters)
            .subtracting(common)
    }

    @Test func noOtherFileKnowsThemByHeart() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(atPath: sources.path))
        let names = Self.names
        var found: [String] = []
        for case let path as String in files
        where path.hasSuffix(".swift") && !Self.places.contains(where: path.hasPrefix) {
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                let code = line.drop { $0 == " " }
                guard !code.hasPrefix("//") else { continue }
                // What stands between any two quotes is a name, or is none.
                for piece in code.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().dropLast()
                where names.contains(String(piece))
                    && !(Self.ofRuns.contains(path) && Self.runWords.contains(String(piece)))
                {
                    found.append("\(path):\(number + 1): \(piece)")
                }
            }
        }
        #expect(found.sorted() == [])
        #expect(names.count > 20)
    }
}
