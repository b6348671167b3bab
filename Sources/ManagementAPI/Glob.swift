/// A pattern as in file names: `*` is any text, `?` one character, everything else itself. Bytes are compared, so that text
/// which only looks the same does not match.
public struct Glob: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case any, one
        case text([UInt8])
    }

    private let parts: [Part]
    /// The text that alone matches; nil where there are others.
    public let exact: String?

    /// A pattern.
    public init(_ pattern: String) {
        var parts: [Part] = []
        var text: [UInt8] = []
        for byte in pattern.utf8 {
            let wild: Part? = byte == UInt8(ascii: "*") ? .any : byte == UInt8(ascii: "?") ? .one : nil
            guard let wild else {
                text.append(byte)
                continue
            }
            if !text.isEmpty { parts.append(.text(text)) }
            text = []
            // Two of them are one: each would be tried at every place.
            if wild != .any || parts.last != .any { parts.append(wild) }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        self.parts = parts
        exact = parts.allSatisfy { if case .text = $0 { true } else { false } } ? pattern : nil
    }

    /// Whether all of a text fits.
    public func matches(_ text: some RandomAccessCollection<UInt8>) -> Bool {
        var (part, place) = (0, text.startIndex)
        // Where to go on when what follows the last `*` does not fit: that one takes a byte more.
        var retry: (part: Int, place: Int)?
        let start = text.startIndex
        while true {
            if part < parts.count, let next = step(parts[part], text, place) {
                if parts[part] == .any { retry = (part, text.distance(from: start, to: place)) }
                (part, place) = (part + 1, next)
            } else if part == parts.count, place == text.endIndex {
                return true
            } else if let last = retry, last.place < text.count {
                retry = (last.part, last.place + 1)
                (part, place) = (last.part + 1, text.index(start, offsetBy: last.place + 1))
            } else {
                return false
            }
        }
    }

    /// Where a text goes on after a part; nil where it does not fit.
    private func step<Text: RandomAccessCollection<UInt8>>(
        _ part: Part, _ text: Text, _ place: Text.Index
    ) -> Text.Index? {
        switch part {
        case .any: return place
        case .one:
            guard place != text.endIndex else { return nil }
            var next = text.index(after: place)
            while next != text.endIndex, text[next] & 0xC0 == 0x80 { next = text.index(after: next) }
            return next
        case .text(let bytes):
            guard text.distance(from: place, to: text.endIndex) >= bytes.count else { return nil }
            var next = place
            for byte in bytes {
                guard text[next] == byte else { return nil }
                next = text.index(after: next)
            }
            return next
        }
    }
}
