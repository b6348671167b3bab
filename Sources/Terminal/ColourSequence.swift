/// The escape sequences that may pass to a terminal: `ESC [ numbers m`, without those that hide text.
enum ColourSequence {
    private static let longest = 40

    /// The length in bytes of the sequence that begins at `position`; nil where none does, or a harmful one.
    static func length(at position: Int, of text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard position + 2 < text.count, text[position] == 0x1B, text[position + 1] == 0x5B else { return nil }
        var parameters: [Int] = [0]
        var place = position + 2
        while place < text.count, place - position < longest {
            switch text[place] {
            case 0x30...0x39:
                parameters[parameters.count - 1] = min(
                    parameters[parameters.count - 1] * 10 + Int(text[place] - 0x30), 999)
            case 0x3B:
                parameters.append(0)
            case 0x6D:
                return hidesText(parameters) ? nil : place - position + 1
            default:
                return nil
            }
            place += 1
        }
        return nil
    }

    /// Parameter 8 conceals; the numbers after 38 and 48 are colours, not parameters.
    private static func hidesText(_ parameters: [Int]) -> Bool {
        var index = 0
        while index < parameters.count {
            let parameter = parameters[index]
            if parameter == 8 { return true }
            if parameter == 38 || parameter == 48, index + 1 < parameters.count {
                index += parameters[index + 1] == 5 ? 2 : parameters[index + 1] == 2 ? 4 : 1
            }
            index += 1
        }
        return false
    }
}
