import Repl

/// How a key of a table's constructor is written at the cursor: as a name where it is one, else as a literal in brackets.
struct TableKey {
    private enum Form {
        case plain
        /// The bracket was typed.
        case bracketed
        /// The bracket and a quote were typed.
        case quoted(UInt8)
    }

    private let form: Form
    private let after: String

    /// nil where no key can stand.
    init?(_ context: CompletionContext, isBracketed: Bool) {
        after = context.after
        switch context.word.kind {
        case .name where !isBracketed: form = .plain
        // A word in brackets is a variable.
        case .name where context.word.bytes == 0: form = .bracketed
        case .string(let quote) where isBracketed: form = .quoted(quote)
        case .name, .string, .number: return nil
        }
    }

    /// What replaces the word, up to ` = `.
    func text(_ key: String) -> String {
        switch form {
        case .plain: LuaStringLiteral.key(key) + assignment
        case .bracketed: LuaStringLiteral.text(key) + "]" + assignment
        case .quoted(let quote):
            LuaStringLiteral.text(key, quote: quote, after: after, closing: "]" + assignment)
        }
    }

    /// What follows a key: ` = `, unless it is there.
    private var assignment: String { after.drop { $0 == " " }.hasPrefix("=") ? "" : " = " }
}
