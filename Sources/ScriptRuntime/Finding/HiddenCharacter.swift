/// What nobody sees in a text: a name that ends with it looks like another name and is another.
enum HiddenCharacter {
    /// The first of them in words; nil where all of the text shows.
    static func first(in text: String) -> String? {
        for scalar in text.unicodeScalars where isHidden(scalar) {
            let number = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - number.count)) + number
            let isControl = scalar.properties.generalCategory == .control
            return "\(isControl ? "a control" : "an invisible") character (U+\(padded))"
        }
        return nil
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .spaceSeparator: scalar != " "
        // What joins and parts letters and emoji has a use.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }
}
