import LuaBridge
import Printing

/// String literals as completion writes them at the cursor.
public enum LuaStringLiteral {
    /// A literal in quotes of one kind, whatever the text holds; control characters and the like as escapes.
    public static func text(_ text: String, quote: UInt8 = UInt8(ascii: "\"")) -> String {
        self.text(Array(text.utf8), quote: quote)
    }

    /// The same for bytes that may be no text.
    static func text(_ bytes: [UInt8], quote: UInt8 = UInt8(ascii: "\"")) -> String {
        let literal = LuaLiteral.quoted(bytes)
        guard quote == UInt8(ascii: "'") else { return literal }
        var output = "'"
        var isEscaped = false
        for character in literal.dropFirst().dropLast() {
            if isEscaped {
                output += character == "\"" ? "\"" : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                output += character == "'" ? "\\'" : String(character)
            }
        }
        return output + "'"
    }

    /// A literal for the cursor: without what the text after it closes already.
    public static func text(_ text: String, quote: UInt8, after: String, closing: String = "") -> String {
        self.text(Array(text.utf8), quote: quote, after: after, closing: closing)
    }

    /// The same for bytes that may be no text.
    static func text(_ bytes: [UInt8], quote: UInt8, after: String, closing: String) -> String {
        let whole = self.text(bytes, quote: quote)
        if after.utf8.first == quote { return String(whole.dropLast()) }
        return after.hasPrefix(closing) ? whole : whole + closing
    }

    /// A key as a table's constructor writes it: a name, or a literal in brackets.
    public static func key(_ text: String) -> String {
        LuaWords.isName(text) ? text : "[\(self.text(text))]"
    }

    /// The beginning of a literal that goes on: without its closing quote.
    public static func opening(_ text: String, quote: UInt8) -> String {
        String(self.text(text, quote: quote).dropLast())
    }
}
