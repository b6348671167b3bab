/// What the text before the cursor asks for: the unfinished word and the names before it.
struct CompletionTarget: Equatable {
    /// The names before the last `.` or `:`.
    var path: [String]
    /// The unfinished word; may be empty.
    var word: String
    /// After `:`, where only functions make sense.
    var isMethod: Bool
    /// After a string literal and `:`.
    var isAfterString = false

    init(path: [String], word: String, isMethod: Bool, isAfterString: Bool = false) {
        self.path = path
        self.word = word
        self.isMethod = isMethod
        self.isAfterString = isAfterString
    }

    /// nil inside a string or a comment, after a number, or where the value before the dot is no plain name.
    init?(_ before: String) {
        guard !Self.endsInsideString(before) else { return nil }
        var rest = before.utf8[...]
        func takeWord() -> String {
            let word = rest.suffix(while: LuaWords.isNameByte)
            rest = rest[..<word.startIndex]
            return String(Substring(word))
        }
        let word = takeWord()
        guard word.isEmpty || LuaWords.isName(word) else { return nil }

        var path: [String] = []
        var isMethod = false
        while let separator = rest.last, separator == UInt8(ascii: ".") || separator == UInt8(ascii: ":") {
            // `..` joins strings, `::` is a label.
            if rest.dropLast().last == separator {
                guard separator == UInt8(ascii: "."), path.isEmpty else { return nil }
                break
            }
            if separator == UInt8(ascii: ":") {
                guard path.isEmpty else { return nil }
                isMethod = true
            }
            rest = rest.dropLast()
            if isMethod, path.isEmpty,
                rest.last == UInt8(ascii: "\"") || rest.last == UInt8(ascii: "'")
                    || rest.suffix(2).elementsEqual("\")".utf8) || rest.suffix(2).elementsEqual("')".utf8)
            {
                self.init(path: [], word: word, isMethod: true, isAfterString: true)
                return
            }
            let name = takeWord()
            guard LuaWords.isName(name) else { return nil }
            path.insert(name, at: 0)
        }
        guard !path.isEmpty || !word.isEmpty else { return nil }
        self.init(path: path, word: word, isMethod: isMethod)
    }

    /// Quotes and comments are followed along the last line only; a long bracket that began before is not seen.
    private static func endsInsideString(_ text: String) -> Bool {
        var quote: UInt8?
        var previous: UInt8 = 0
        var isEscaped = false
        for byte in text.utf8 {
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if byte == 0x5C {
                    isEscaped = true
                } else if byte == open || byte == 0x0A {
                    quote = nil
                }
                previous = 0
                continue
            }
            if previous == 0x01 {
                if byte == 0x0A { previous = 0 }
                continue
            }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
            // 0x01 marks a comment until its line ends.
            previous = byte == UInt8(ascii: "-") && previous == byte ? 0x01 : byte
        }
        return quote != nil || previous == 0x01
    }
}

extension Substring.UTF8View {
    /// The longest suffix whose bytes all satisfy a condition.
    fileprivate func suffix(while condition: (UInt8) -> Bool) -> Substring.UTF8View {
        var start = endIndex
        while start > startIndex, condition(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
