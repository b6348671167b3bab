extension JSONError: CustomStringConvertible {
    /// One line: what is wrong, then line and column.
    public var description: String { "\(kind) at line \(line), column \(column)" }
}

extension JSONError.Kind: CustomStringConvertible {
    /// What is wrong, without the place.
    public var description: String {
        switch self {
        case .endOfText(let expected): "the text ends where \(expected) was expected"
        case .unexpectedByte(let byte, .end): "\(Self.show(byte)) after the end of the value"
        case .unexpectedByte(let byte, let expected): "expected \(expected), got \(Self.show(byte))"
        case .leadingZero: "a number must not begin with a superfluous 0"
        case .numberOutOfRange: "the number is too large for a 64-bit float"
        case .controlByteInString(let byte): "\(Self.show(byte)) must be escaped in a string"
        case .invalidUTF8: "the string is not valid UTF-8"
        case .loneSurrogate(let unit):
            "\\u\(Self.hex(unit, digits: 4)) is one half of a surrogate pair without the other"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        }
    }

    private static func show(_ byte: UInt8) -> String {
        switch byte {
        case 0x0A: "a line feed"
        case 0x09: "a tab"
        case 0x27: "\"'\""
        case 0x20..<0x7F: "'\(Character(Unicode.Scalar(byte)))'"
        default: "the byte 0x\(hex(byte, digits: 2))"
        }
    }

    private static func hex(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

extension JSONError.Expectation: CustomStringConvertible {
    /// What is allowed, to stand after "expected".
    public var description: String {
        switch self {
        case .value: "a value"
        case .key: "a key in quotation marks"
        case .keyOrObjectEnd: "a key in quotation marks or '}'"
        case .colon: "':'"
        case .commaOrArrayEnd: "',' or ']'"
        case .commaOrObjectEnd: "',' or '}'"
        case .digit: "a digit"
        case .stringEnd: "the closing quotation mark"
        case .escape: "one of \" \\ / b f n r t u after the backslash"
        case .hexDigit: "a hexadecimal digit"
        case .literal(let text): "'\(text)'"
        case .end: "the end of the text"
        }
    }
}
