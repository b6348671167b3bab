import APIClient

/// Finds a key in bytes, in every form in which a server may say it back: as it is, in base64 and base64url at any place
/// of a longer text, in hexadecimal, and with any of its characters escaped as JSON, C or a URL escapes them.
///
/// Every answer is searched to its end, so this is two passes that look at few bytes: one jumps by the length of a form
/// (Horspool's way, for several forms at once), the other goes from escape to escape.
struct KeySearch: Sendable {
    /// One of the texts that stand for the key.
    struct Form: Sendable {
        let bytes: [UInt8]
        /// Hexadecimal digits: in either case.
        let isCaseless: Bool
    }

    /// What stands in the place of a form that was found.
    let replacement: [UInt8]
    /// What stands in the place of a whole field of a header that holds one.
    let description: String
    /// What is searched for.
    let forms: [Form]
    /// The length of the shortest form.
    private let window: Int
    /// How far to jump, by a hash of the last two bytes of the window.
    private let jumps: [UInt8]
    /// Whether a byte, escaped, may be a part of a form.
    let isPart: [Bool]

    /// A shorter text may stand in an answer by chance, and taking it out would falsify data.
    private static let shortest = 8
    /// A secret of this length is searched for without what stands before its `_`, which is no secret.
    private static let enoughSecret = 16

    /// Nil for a key that is too short to be searched for.
    init?(_ key: ManagementKey) {
        let whole = Array(key.text.utf8)
        guard whole.count >= Self.shortest else { return nil }
        let shown = Array(key.description.utf8)
        var secret = whole
        var replacement = shown
        if let mark = whole.firstIndex(of: UInt8(ascii: "_")), whole.count - mark > Self.enoughSecret,
            shown.starts(with: whole[...mark])
        {
            secret = Array(whole[(mark + 1)...])
            replacement = Array(shown[(mark + 1)...])
        }
        self.init(secret, replacement: replacement, description: key.description)
    }

    /// Searches for `secret`, which is not empty.
    init(_ secret: [UInt8], replacement: [UInt8], description: String) {
        self.replacement = replacement
        self.description = description
        var forms = [Form(bytes: secret, isCaseless: false)]
        for offset in 0..<3 {
            for letters in [Base64.letters, Base64.urlLetters] {
                let text = Self.base64(secret, after: offset, letters)
                guard text.count >= min(Self.shortest, secret.count), !forms.contains(where: { $0.bytes == text })
                else {
                    continue
                }
                forms.append(Form(bytes: text, isCaseless: false))
            }
        }
        let digits = Array("0123456789abcdef".utf8)
        forms.append(Form(bytes: secret.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, isCaseless: true))
        self.forms = forms
        window = forms.map(\.bytes.count).min() ?? 1
        jumps = Self.jumps(forms, window)
        var isPart = [Bool](repeating: false, count: 256)
        for form in forms {
            for byte in form.bytes {
                isPart[Int(byte)] = true
                if form.isCaseless, byte.isASCIILetter { isPart[Int(byte ^ 0x20)] = true }
            }
        }
        self.isPart = isPart
    }

    /// Whether `text` holds a form of the key.
    func finds(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { !self.ranges(in: UnsafeRawBufferPointer($0)).isEmpty }
    }

    /// `bytes` with each form of the key replaced, or nil where there is none. JSON stays JSON.
    func removed(from bytes: [UInt8]) -> [UInt8]? {
        let ranges = bytes.withUnsafeBytes { self.ranges(in: $0) }
        guard !ranges.isEmpty else { return nil }
        var result: [UInt8] = []
        var copied = 0
        for range in ranges {
            result += bytes[copied..<range.lowerBound]
            result += replacement
            copied = range.upperBound
        }
        return result + bytes[copied...]
    }

    /// The places of all forms, in order, no two of them touching.
    func ranges(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        guard bytes.count >= window else { return [] }
        let found = literal(in: bytes) + escaped(in: bytes)
        guard found.count > 1 else { return found }
        var merged: [Range<Int>] = []
        for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound < last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }

    // MARK: - As it is

    private func literal(in bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        guard window > 1 else {
            return bytes.indices.compactMap { place in
                length(at: place, bytes).map { place..<(place + $0) }
            }
        }
        var found: [Range<Int>] = []
        jumps.withUnsafeBufferPointer { jumps in
            // Stands on the second but last byte of the window.
            var place = window - 2
            while place + 1 < bytes.count {
                let jump = Int(jumps[Self.hash(bytes[place], bytes[place + 1])])
                guard jump == 0 else {
                    place += jump
                    continue
                }
                let start = place - window + 2
                if let length = length(at: start, bytes) {
                    found.append(Self.afterEscape(start, bytes)..<(start + length))
                    place += length
                } else {
                    place += 1
                }
            }
        }
        return found
    }

    /// The length of the form that begins at `start`.
    private func length(at start: Int, _ bytes: UnsafeRawBufferPointer) -> Int? {
        for form in forms where form.bytes.count <= bytes.count - start {
            if Self.matches(form, 0..<form.bytes.count, at: start, bytes) { return form.bytes.count }
        }
        return nil
    }

    static func matches(_ form: Form, _ part: Range<Int>, at start: Int, _ bytes: UnsafeRawBufferPointer)
        -> Bool
    {
        for index in part where !isSame(bytes[start + index - part.lowerBound], form.bytes[index], form) {
            return false
        }
        return true
    }

    static func isSame(_ byte: UInt8, _ wanted: UInt8, _ form: Form) -> Bool {
        byte == wanted || form.isCaseless && byte.asciiLowercased == wanted
    }

    /// A byte after a lone backslash is that escape's: what is taken out begins after it, or JSON would end there.
    static func afterEscape(_ start: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        var backslashes = 0
        while start - backslashes > 0, bytes[start - backslashes - 1] == UInt8(ascii: "\\") { backslashes += 1 }
        return backslashes % 2 == 0 ? start : start + 1
    }

    // MARK: - Forms

    /// The letters that stand for `secret` whatever comes before and after it, where `offset` bytes of a group of three
    /// come before.
    private static func base64(_ secret: [UInt8], after offset: Int, _ letters: [UInt8]) -> [UInt8] {
        let bytes = [UInt8](repeating: 0, count: offset) + secret
        return ((offset * 8 + 5) / 6..<bytes.count * 8 / 6).map { Base64.letter($0, of: bytes, letters) }
    }

    private static func jumps(_ forms: [Form], _ window: Int) -> [UInt8] {
        var jumps = [UInt8](repeating: UInt8(min(max(window - 1, 1), 255)), count: 4096)
        for form in forms {
            for index in 0..<max(window - 1, 0) {
                let jump = UInt8(min(window - 2 - index, 255))
                for first in spellings(form.bytes[index], form) {
                    for second in spellings(form.bytes[index + 1], form) {
                        jumps[hash(first, second)] = min(jumps[hash(first, second)], jump)
                    }
                }
            }
        }
        return jumps
    }

    private static func spellings(_ byte: UInt8, _ form: Form) -> [UInt8] {
        form.isCaseless && byte.isASCIILetter ? [byte, byte ^ 0x20] : [byte]
    }

    private static func hash(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) << 5 ^ Int(second)) & 4095 }
}
