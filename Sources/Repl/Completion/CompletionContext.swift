/// Where the cursor stands in unfinished Lua text: the word, what it is a part of, and the brackets around it.
public struct CompletionContext: Sendable, Equatable {
    /// The unfinished word; it may be empty.
    public struct Word: Sendable, Equatable {
        /// What kind of token it is.
        public enum Kind: Sendable, Equatable {
            /// A name or keyword, or nothing yet.
            case name
            case number
            /// A string that began with this quote.
            case string(quote: UInt8)
        }

        /// What kind of token it is.
        public var kind: Kind
        /// What was typed of it; of a string the content, with its escapes read.
        public var text: String
        /// How many bytes before the cursor it takes, a quote with them.
        public var bytes: Int
    }

    /// What a word after a `.` or `:` is looked up in.
    public struct Access: Sendable, Equatable {
        /// The value before it.
        public var subject: LuaOperand
        /// Whether it is a `:`, where only functions make sense.
        public var isMethod: Bool
        /// How many bytes before the cursor the sign and the word take, with what stands between them.
        public var bytes: Int
    }

    /// A bracket that is open at the cursor, or the body of a function or block.
    public struct Enclosure: Sendable, Equatable {
        /// What it is.
        public enum Kind: Sendable, Equatable {
            /// The arguments of a call; nil where what is called has no name.
            case call(LuaPath?)
            /// A table's constructor.
            case table
            /// `value[`.
            case index(LuaOperand)
            /// `[` of a key in a table's constructor.
            case key
            /// Parentheses, a block.
            case other
        }

        /// What it is.
        public var kind: Kind
        /// The arguments or items before the one with the cursor.
        public var items: [LuaOperand.Item] = []
        /// The name before the `=` of the item with the cursor.
        public var key: String?
        /// Whether the item with the cursor has tokens before the word, apart from `key =`.
        public var hasTokens = false
        /// Names before a `=` that come after the cursor.
        public var laterKeys: [String] = []

        /// Its argument's place, from 0.
        public var position: Int { items.count }
        /// An enclosure without anything in it yet.
        public init(_ kind: Kind) {
            self.kind = kind
        }
    }

    /// From the outermost to the innermost.
    public var enclosures: [Enclosure]
    /// The word.
    public var word: Word
    /// What the word is a part of; nil where it stands alone.
    public var access: Access?
    /// The text after the cursor.
    public var after: String

    /// Reads the text before the cursor; nil in comments, strings in long brackets, and where a label stands.
    public init?(before: String, after: String = "") {
        var parser = CompletionParser(Array(before.utf8))
        guard let context = parser.context(after: after) else { return nil }
        self = context
    }

    init(enclosures: [Enclosure], word: Word, access: Access?, after: String) {
        self.enclosures = enclosures
        self.word = word
        self.access = access
        self.after = after
    }
}
