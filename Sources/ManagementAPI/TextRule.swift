/// What a text must be, beyond being a text.
public struct TextRule: Sendable, Hashable {
    /// How a text is formed.
    public enum Form: Sendable, Hashable {
        /// A name of letters without accents, digits, `_` and `-`; `words` say so, to stand after "may hold only".
        case name(String, of: Letters)
        /// A day, or a moment, as ISO 8601 writes it: `2026-11-30`, `2026-11-30T08:15:00Z`.
        case date
    }

    /// Which letters a name may hold.
    public enum Letters: Sendable, Hashable {
        /// Small ones.
        case lowercase
        /// All.
        case anyCase
    }

    /// How it is formed.
    public let form: Form
    /// Where the form is known from.
    public let basis: Basis
    /// Texts that are well formed and not allowed all the same; that they are not is documented.
    public let reserved: [String]

    /// Declares a rule.
    public init(_ form: Form, basis: Basis = .documented, reserved: [String] = []) {
        self.form = form
        self.basis = basis
        self.reserved = reserved
    }

    /// What the documents call it, with its article, to stand after "expected".
    public var expectation: String {
        switch form {
        case .name: "a string"
        case .date: "a string with a date"
        }
    }

    /// The rule as help names it.
    public var label: String {
        switch form {
        case .name(let words, _): "string of \(words)"
        case .date: "string with an ISO 8601 date or date-time"
        }
    }

    /// Whether a text is formed by it. An empty one never is.
    func accepts(_ bytes: some Collection<UInt8>) -> Bool {
        switch form {
        case .name(_, let letters):
            !bytes.isEmpty
                && bytes.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "_"), UInt8(ascii: "-"):
                        true
                    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters == .anyCase
                    default: false
                    }
                }
        case .date: DateText(bytes) != nil
        }
    }
}
