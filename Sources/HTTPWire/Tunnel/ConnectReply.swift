import APIClient

/// Reads a proxy's answer to CONNECT up to the end of its head. Pure.
struct ConnectReply {
    /// What came.
    enum Verdict: Equatable {
        /// More is to come.
        case unfinished
        /// The way is open; what follows is the host's.
        case open
        /// The way is not open; the status of the answer.
        case refused(Int)
        /// It is no answer; why.
        case malformed(String)
    }

    /// A head is not larger.
    static let limit = 64 << 10

    private var bytes: [UInt8] = []

    /// Takes what came next.
    mutating func take(_ more: some Sequence<UInt8>) -> Verdict {
        bytes += more
        while true {
            guard let end = Self.end(of: bytes) else {
                return bytes.count <= Self.limit ? .unfinished : .malformed("its answer has no end")
            }
            guard let status = Self.status(of: bytes[..<end]) else { return .malformed("its answer is not HTTP") }
            bytes.removeFirst(end)
            switch status {
            // These come before the answer.
            case 100, 102...199: continue
            case 200...299:
                // A tunnel's host does not speak first.
                return bytes.isEmpty ? .open : .malformed("more than its answer came")
            default: return .refused(status)
            }
        }
    }

    /// Where the head ends, its empty line included.
    private static func end(of bytes: [UInt8]) -> Int? {
        var line = 0
        for (place, byte) in bytes.enumerated() where byte == 0x0A {
            if place == line || place == line + 1 && bytes[line] == 0x0D { return line > 0 ? place + 1 : nil }
            line = place + 1
        }
        return nil
    }

    /// The status of `HTTP/1.1 200 Connected`, 100 to 999.
    private static func status(of head: ArraySlice<UInt8>) -> Int? {
        let words = head.prefix { $0 != 0x0D && $0 != 0x0A }.split(separator: 0x20, maxSplits: 2)
        guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8), words[1].count == 3,
            words[1].allSatisfy(\.isASCIIDigit), let status = Int(String(decoding: words[1], as: UTF8.self))
        else { return nil }
        return status >= 100 ? status : nil
    }
}
