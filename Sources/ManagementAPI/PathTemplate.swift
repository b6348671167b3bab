/// The path of an endpoint below its base path: literal segments and `{captures}`.
public struct PathTemplate: Sendable, Hashable {
    /// What stands between two slashes.
    public enum Segment: Sendable, Hashable {
        /// A segment that is always the same.
        case literal(String)
        /// A segment that takes the path parameter of this name.
        case capture(String)
    }

    /// What is always the same, slashes included, and the capture that follows it; nil at the end.
    public struct Piece: Sendable, Hashable {
        /// Text as it is sent.
        public let text: String
        /// The name of the path parameter after it.
        public let capture: String?
    }

    /// The segments in order.
    public let segments: [Segment]
    /// The names of the captures in order.
    public let captures: [String]
    /// The same in longer pieces, for who puts a path together.
    public let pieces: [Piece]

    /// Reads a template as `/experiments/{id}/activate`; slashes at its ends do not count.
    public init(_ text: String) {
        segments = text.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .capture(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
        var pieces: [Piece] = []
        var text = ""
        for segment in segments {
            switch segment {
            case .literal(let literal): text += "/" + literal
            case .capture(let name):
                pieces.append(Piece(text: text + "/", capture: name))
                text = ""
            }
        }
        if !text.isEmpty { pieces.append(Piece(text: text, capture: nil)) }
        self.pieces = pieces
        captures = pieces.compactMap(\.capture)
    }

    /// The path with each capture replaced by its value; nil where one has none.
    ///
    /// Values are taken as they are: percent-encode them before.
    public func filled(_ values: [String: String]) -> String? {
        var path = ""
        for segment in segments {
            switch segment {
            case .literal(let text): path += "/" + text
            case .capture(let name):
                guard let value = values[name] else { return nil }
                path += "/" + value
            }
        }
        return path
    }
}

extension PathTemplate: ExpressibleByStringLiteral, CustomStringConvertible {
    /// See ``init(_:)``.
    public init(stringLiteral value: String) { self.init(value) }

    /// The template as it is written in the documents: `/experiments/{id}`.
    public var description: String {
        segments.map {
            switch $0 {
            case .literal(let text): "/" + text
            case .capture(let name): "/{\(name)}"
            }
        }.joined()
    }
}
