import Terminal

/// Compact JSON for the eye: a field a line, indented, in colours. Pure.
struct JSONLayout {
    let colour: Bool

    private static let step = 2

    /// - Parameter text: valid compact JSON without a newline at its end.
    func text(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count * 2)
        var depth = 0
        var position = 0
        // Whether a string that comes is a key: behind `{`, or behind `,` in an object.
        var objects: [Bool] = []
        var isKey = false
        while position < text.count {
            let byte = text[position]
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                let closer = byte == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
                output.append(byte)
                position += 1
                if position < text.count, text[position] == closer {
                    output.append(closer)
                    position += 1
                    continue
                }
                objects.append(byte == UInt8(ascii: "{"))
                isKey = objects.last == true
                depth += 1
                breakLine(depth, &output)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                _ = objects.popLast()
                depth = max(0, depth - 1)
                breakLine(depth, &output)
                output.append(byte)
                position += 1
            case UInt8(ascii: ","):
                output.append(byte)
                breakLine(depth, &output)
                isKey = objects.last == true
                position += 1
            case UInt8(ascii: ":"):
                output += [byte, 0x20]
                isKey = false
                position += 1
            case 0x20, 0x09, 0x0A, 0x0D:
                position += 1
            default:
                let end = Self.end(of: text, from: position)
                append(text[position..<end], isKey ? .cyan : Self.style(byte), &output)
                position = end
            }
        }
        return output
    }

    private func breakLine(_ depth: Int, _ output: inout [UInt8]) {
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: depth * Self.step))
    }

    private func append(_ bytes: ArraySlice<UInt8>, _ style: Style, _ output: inout [UInt8]) {
        guard colour, style != .plain else {
            output += bytes
            return
        }
        output += "\u{1B}[\(style.parameters)m".utf8
        output += bytes
        output += "\u{1B}[0m".utf8
    }

    private static func style(_ first: UInt8) -> Style {
        switch first {
        case UInt8(ascii: "\""): .green
        case UInt8(ascii: "-"), 0x30...0x39: .yellow
        default: .magenta
        }
    }

    /// Where the string, number or word that begins at a place ends.
    private static func end(of text: [UInt8], from start: Int) -> Int {
        var position = start
        guard text[start] == UInt8(ascii: "\"") else {
            while position < text.count, !",]}: \n\t\r".utf8.contains(text[position]) { position += 1 }
            return max(position, start + 1)
        }
        position += 1
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            position += text[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(position + 1, text.count)
    }
}
