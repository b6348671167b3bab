/// A management key. Whatever prints it shows `ampex_…1234`; only a transport gets at its text.
public struct ManagementKey: Sendable, Equatable {
    package let text: String

    /// Takes a key as the service gave it; nothing is trimmed.
    public init(_ text: String) throws(ManagementKeyError) {
        guard !text.isEmpty else { throw .empty }
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0D: throw .whiteSpace(offset: offset)
            case ..<0x20, 0x7F: throw .controlCharacter(offset: offset)
            case 0x80...: throw .notASCII(offset: offset)
            default: break
            }
        }
        self.text = text
    }

    /// The value of the header field that carries the key.
    package var bearer: String { "Bearer \(text)" }
}

extension ManagementKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `ampex_…1234`; less where the key is so short that this would show much of it.
    public var description: String {
        let prefix = text.hasPrefix("ampex_") ? "ampex_" : ""
        let shown = text.utf8.count - prefix.utf8.count >= 12 ? String(text.suffix(4)) : ""
        return "\(prefix)…\(shown)"
    }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Nothing but `description`: `dump` and mirrors see no more than a reader of a log.
    public var customMirror: Mirror {
        Mirror(self, children: ["key": description], displayStyle: .struct)
    }
}

/// What is wrong with a key. The key itself is not part of it.
public enum ManagementKeyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no character in it.
    case empty
    /// A space, tab or line end, at a place counted from 0.
    case whiteSpace(offset: Int)
    /// Another control character, at a place counted from 0.
    case controlCharacter(offset: Int)
    /// A byte above 127, at a place counted from 0.
    case notASCII(offset: Int)

    /// One readable line without the key.
    public var description: String {
        switch self {
        case .empty: "the key is empty"
        case .whiteSpace(let offset): "the key has white space at position \(offset + 1)"
        case .controlCharacter(let offset): "the key has a control character at position \(offset + 1)"
        case .notASCII(let offset): "the key has a character that is not ASCII at position \(offset + 1)"
        }
    }
}
