public import JSON

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One request with its answer, written by hand from the API's documents; they lie in `Tests/Fixtures/documented`, in a folder
/// for each generation.
///
/// Client and sandbox share the catalogue, so a mistake in it would agree with itself: these pairs do not come from it.
public struct DocumentedFixture: Sendable, CustomStringConvertible {
    /// What the client sends.
    public struct Request: Sendable {
        /// The method: `GET`.
        public let method: String
        /// Path and query as they go over the wire.
        public let target: String
        /// The JSON body; nil where none is sent.
        public let body: JSONValue?

        /// The target without its query.
        public var path: String { String(target.prefix { $0 != "?" }) }

        /// What follows the question mark; nil where there is none.
        public var query: String? { target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) } }
    }

    /// The body of an answer.
    public enum Body: Sendable, Equatable {
        /// JSON.
        case json(JSONValue)
        /// Text that is none.
        case text(String)
        /// No bytes at all.
        case empty

        /// The bytes as they go over the wire.
        public var bytes: [UInt8] {
            switch self {
            case .json(let value): value.encoded()
            case .text(let text): Array(text.utf8)
            case .empty: []
            }
        }
    }

    /// What the service answers.
    public struct Answer: Sendable {
        /// The status.
        public let status: Int
        /// The headers that matter, names in lower case.
        public let headers: [(name: String, value: String)]
        /// The body.
        public let body: Body

        /// Whether the status says that it went well.
        public var isSuccess: Bool { (200..<300).contains(status) }
    }

    /// The file's name without `.json`: `experiments.list.first-page`.
    public let name: String
    /// The id of the endpoint.
    public let endpoint: String
    /// The generation's name.
    public let generation: String
    /// Where in the documents the pair stands.
    public let source: String
    /// The arguments of the Lua function, tables as JSON.
    public let arguments: [JSONValue]
    /// What the client sends for them.
    public let request: Request
    /// What the service answers.
    public let answer: Answer

    /// The name.
    public var description: String { name }

    /// All pairs of a generation, by name.
    public static func all(of generation: String = "beta") throws -> [DocumentedFixture] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(generation)")
            .filter { $0.hasSuffix(".json") }.sorted()
            .map { try DocumentedFixture(name: String($0.dropLast(".json".count)), of: generation) }
    }

    /// The pairs of one endpoint, by name.
    public static func all(for endpoint: String, of generation: String = "beta") throws -> [DocumentedFixture] {
        try all(of: generation).filter { $0.endpoint == endpoint }
    }

    /// The pair of this name.
    public init(name: String, of generation: String = "beta") throws {
        guard let data = FileManager.default.contents(atPath: "\(Self.folder)/\(generation)/\(name).json") else {
            throw FixtureError.unreadable(name)
        }
        let file = try JSONValue(parsing: data)
        guard let endpoint = file["endpoint"]?.stringValue, file["generation"]?.stringValue == generation,
            let source = file["source"]?.stringValue, let arguments = file["call"]?["arguments"]?.arrayValue,
            let method = file["request"]?["method"]?.stringValue, let target = file["request"]?["target"]?.stringValue,
            let answer = file["answer"], let status = answer["status"]?.integerValue,
            let headers = answer["headers"]?.objectValue
        else { throw FixtureError.incomplete(name) }
        self.name = name
        self.endpoint = endpoint
        self.generation = generation
        self.source = source
        self.arguments = arguments
        self.request = Request(method: method, target: target, body: file["request"]?["body"])
        let body: Body =
            if let value = answer["body"] { .json(value) } else if let text = answer["text"]?.stringValue {
                .text(text)
            } else {
                .empty
            }
        self.answer = Answer(
            status: Int(status), headers: headers.map { ($0.key, $0.value.stringValue ?? "") }, body: body)
    }

    /// `Tests/Fixtures/documented`, seen from this file.
    private static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
        return parts.joined(separator: "/") + "/Fixtures/documented"
    }()
}

/// Why a fixture cannot be used.
public enum FixtureError: Error, Equatable {
    /// No file of this name, or it cannot be read.
    case unreadable(String)
    /// Something that every fixture must say is not there.
    case incomplete(String)
}
