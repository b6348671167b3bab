public import JSON

/// The cursor rules of lists: opaque, string or number; null, absent and empty mean the end.
public struct Pager: Sendable {
    /// Why paging cannot go on.
    public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// The server gave a cursor that was asked for already: following it would never end.
        case repeatedCursor(String)
        /// So many pages in a row had only items of earlier pages: following their cursors would never end.
        case repeatedItems(pages: Int)
        /// A cursor that is neither a string nor a number; the name of its JSON type.
        case wrongType(String)

        /// One readable line.
        public var description: String {
            switch self {
            case .repeatedCursor(let cursor):
                "the service answered the cursor \"\(OneLine.shortened(cursor, to: 60))\" a second time"
            case .repeatedItems(let pages):
                "\(pages) pages in a row have only items that came before"
            case .wrongType(let type): "nextCursor is \(type), not a string or a number"
            }
        }
    }

    private var asked: Set<String> = []

    /// Begins at `cursor`, or at the first page for nil.
    public init(startingAt cursor: String? = nil) {
        if let cursor, !cursor.isEmpty { asked.insert(cursor) }
    }

    /// The cursor to ask for next, in the digits the server wrote; nil at the end of the list.
    public mutating func next(after nextCursor: JSONValue?) throws(Problem) -> String? {
        guard let cursor = try Self.text(of: nextCursor) else { return nil }
        guard asked.insert(cursor).inserted else { throw .repeatedCursor(cursor) }
        return cursor
    }

    /// The text of a cursor as a query holds it; nil for the end of the list.
    public static func text(of cursor: JSONValue?) throws(Problem) -> String? {
        switch cursor {
        case nil, .null: nil
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        // A number that the reader had to round would be another cursor.
        case .number(let number) where number.magnitude < 0x1p53: number.description
        case .number: throw .wrongType("a number too large to be exact")
        case .bool: throw .wrongType("a boolean")
        case .array: throw .wrongType("an array")
        case .object: throw .wrongType("an object")
        }
    }
}
