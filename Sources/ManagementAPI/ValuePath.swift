/// Where a value stands inside the arguments of a call or a body: `variants[2].payload`.
public struct ValuePath: Sendable, Hashable {
    /// One step from a value to one that it holds.
    public enum Step: Sendable, Hashable {
        /// To the field of this name.
        case field(String)
        /// To the item at this index, counted from 0.
        case item(Int)
    }

    /// The steps from the whole value.
    public private(set) var steps: [Step]

    /// The whole value.
    public static let root = ValuePath([])

    /// A path of `steps`.
    public init(_ steps: [Step]) { self.steps = steps }

    /// The path of one field of the whole value.
    public init(_ field: String) { self.init([.field(field)]) }

    /// The path of a field of this value.
    public func field(_ name: String) -> ValuePath { ValuePath(steps + [.field(name)]) }

    /// The path of another field of the object that holds this value.
    public func sibling(_ name: String) -> ValuePath { ValuePath(steps.dropLast() + [.field(name)]) }

    /// The path without the places in lists: the same for each item.
    public var withoutIndices: ValuePath {
        ValuePath(steps.filter { if case .item = $0 { false } else { true } })
    }

    /// The path of an item of this value, counted from 0.
    public func item(_ index: Int) -> ValuePath { ValuePath(steps + [.item(index)]) }
}

extension ValuePath: CustomStringConvertible {
    /// The path as Lua would write it: items are counted from 1, and a key that is no name stands in brackets.
    public var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name) where Self.isName(name): text += text.isEmpty ? name : "." + name
            case .field(let name): text += "[\(name.debugDescription)]"
            case .item(let index): text += "[\(index + 1)]"
            }
        }
        return text
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(0x30...0x39).contains(first), !keywords.contains(text) else {
            return false
        }
        return text.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
    }

    /// The words that Lua takes for no name.
    private static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}
