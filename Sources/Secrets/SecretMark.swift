import Platform

/// A text after which a key, a token or a password stands. One that is kept out for nothing costs a line of history;
/// one that is let in stays in a file for years, so the marks are wide.
public struct SecretMark: Sendable {
    /// In lower case.
    let text: String
    /// What may stand between the mark and the secret.
    let separators: Set<UInt8>
    /// How long a secret is at least.
    let least: Int
    /// Whether only a quoted text counts: after a common word, a call or a name is more likely than a secret.
    let isQuoted: Bool

    private init(_ text: String, _ separators: String, least: Int, isQuoted: Bool = false) {
        self.text = text
        self.separators = Set(separators.utf8)
        self.least = least
        self.isQuoted = isQuoted
    }

    /// Whether a text holds what looks like a key or a password.
    public static func isIn(_ text: String) -> Bool {
        let text = text.lowercased()
        return all.contains { $0.occurs(in: text) }
    }

    private static let assignment = " \t=:\"',[]{(."

    private static let all: [SecretMark] =
        [
            SecretMark("ampex_", "", least: 4),
            SecretMark("bearer", " \t\"'.=:", least: 8),
            SecretMark("authorization", assignment, least: 5),
            SecretMark("://", "", least: 1),
            SecretMark("eyj", "", least: 24),
        ]
        + [
            "api_key", "api-key", "apikey", "secret_key", "secret-key", "secretkey", "access_key", "access-key",
            "accesskey", "management_key", "managementkey", "access_token", "access-token", "accesstoken",
            "--token", "--password", "--secret",
        ].map { SecretMark($0, assignment, least: 8) }
        + ["token", "password", "passwd", "secret"].map {
            SecretMark($0, assignment, least: 6, isQuoted: true)
        }

    /// Whether a secret stands after the mark anywhere in a text in lower case.
    private func occurs(in text: String) -> Bool {
        // C's search: a pasted block may be a megabyte.
        Array(text.utf8CString).withUnsafeBufferPointer { bytes in
            guard var place = bytes.baseAddress else { return false }
            while let found = strstr(place, self.text) {
                let rest = UnsafePointer(found) + self.text.utf8.count
                if isSecret(UnsafeRawPointer(rest).assumingMemoryBound(to: UInt8.self)) { return true }
                place = rest
            }
            return false
        }
    }

    /// `rest` ends with a zero byte.
    private func isSecret(_ rest: UnsafePointer<UInt8>) -> Bool {
        if text == "://" { return Self.holdsPassword(rest) }
        var start = 0
        var hasQuote = false
        while separators.contains(rest[start]) {
            hasQuote = rest[start] == UInt8(ascii: "\"") || rest[start] == UInt8(ascii: "'")
            start += 1
        }
        if isQuoted, !hasQuote { return false }
        var count = 0
        while count < least, hasQuote ? Self.isQuotable(rest[start + count]) : Self.isTokenByte(rest[start + count]) {
            count += 1
        }
        return count >= least
    }

    /// `user:password@` of an address.
    private static func holdsPassword(_ rest: UnsafePointer<UInt8>) -> Bool {
        var index = 0
        var hasColon = false
        while rest[index] > 0x20, !"/?#\"'".utf8.contains(rest[index]) {
            if rest[index] == UInt8(ascii: "@") { return hasColon }
            if rest[index] == UInt8(ascii: ":") { hasColon = true }
            index += 1
        }
        return false
    }

    private static func isQuotable(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7A: true
        default: "-_.~+/=".utf8.contains(byte)
        }
    }
}
