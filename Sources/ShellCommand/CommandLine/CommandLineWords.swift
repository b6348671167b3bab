/// The words of the command line as the system gave them: bytes, which need not be text.
struct CommandLineWords: Sendable, Equatable {
    /// The program's name and then each word.
    let bytes: [[UInt8]]

    init(bytes: [[UInt8]]) { self.bytes = bytes }

    static func ofThisProcess() -> CommandLineWords {
        let words = (0..<Int(CommandLine.argc)).compactMap { index -> [UInt8]? in
            guard let word = CommandLine.unsafeArgv[index] else { return nil }
            var bytes: [UInt8] = []
            var at = word
            while at.pointee != 0 {
                bytes.append(UInt8(bitPattern: at.pointee))
                at += 1
            }
            return bytes
        }
        return CommandLineWords(bytes: words)
    }

    /// The words after the program's name as text; what is not UTF-8 is repaired.
    var texts: [String] { bytes.dropFirst().map { String(decoding: $0, as: UTF8.self) } }

    /// The bytes of an option's value, which for code must arrive in Lua unchanged.
    func value(at place: WrittenOption.Place) -> [UInt8] {
        guard place.word + 1 < bytes.count else { return [] }
        return Array(bytes[place.word + 1].dropFirst(place.offset))
    }

    /// Refuses values that have to be text and are not.
    func checkText(of options: [WrittenOption]) throws(UsageError) {
        for option in options where option.id != .execute && option.id != .require {
            guard let place = option.place, String(validating: value(at: place), as: UTF8.self) == nil else { continue }
            throw .notText(option: option.spelling)
        }
    }
}
