/// ASCII letters and digits as bytes.
extension UInt8 {
    package var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    package var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

    package var isASCIILetter: Bool { asciiLowercased >= 0x61 && asciiLowercased <= 0x7A }

    package var isASCIIHexDigit: Bool { isASCIIDigit || (asciiLowercased >= 0x61 && asciiLowercased <= 0x66) }

    /// The characters that RFC 9110 permits in a method or a field name.
    package var isTokenCharacter: Bool {
        isASCIIDigit || isASCIILetter || "!#$%&'*+-.^_`|~".utf8.contains(self)
    }

    /// Space, tab, line feed and carriage return: JSON's white space.
    package var isJSONSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

extension String {
    /// The text with A-Z made small and everything else left alone, whatever the locale.
    package var asciiLowercased: String {
        String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}
