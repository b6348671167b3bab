import CEdit
import Platform

extension Console {
    /// Bytes that were typed or written by a program of the user, as text: UTF-8, or else the terminal's own character set.
    /// Nil where they are neither: what would have to be guessed is not to be run.
    public func text(of bytes: some Collection<UInt8>) -> String? {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        guard charset == .other else { return nil }
        let characters = bytes.map { CChar(bitPattern: $0) }
        var length = 0
        guard let converted = cedit_converted(charsetName, characters, characters.count, &length) else { return nil }
        defer { free(converted) }
        let start = UnsafeRawPointer(converted).assumingMemoryBound(to: UInt8.self)
        return String(validating: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }
}
