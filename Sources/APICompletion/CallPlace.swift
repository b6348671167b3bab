import ManagementAPI
import Repl

/// The place of the cursor in the arguments of a call, as the call's shape types it.
struct CallPlace: Equatable {
    /// What belongs there.
    enum Kind: Equatable {
        /// The name of a parameter or field that was not given yet.
        case names(ObjectType, given: Set<String>)
        /// A key of the caller's own.
        case keys(Field, given: Set<String>)
        /// A value of the field or argument, or an item of it.
        case value(Field, ValueType)
    }

    let kind: Kind
    /// The call, then the tables in it that are open at the cursor.
    let enclosures: [CompletionContext.Enclosure]
    /// Whether the key is being written in brackets.
    var isBracketed = false

    /// nil where the cursor is not at the beginning of an argument, a name or a value that the shape knows.
    init?(_ context: CompletionContext, in shape: CallShape) {
        guard let start = Self.call(in: context) else { return nil }
        var inner = context.enclosures[start...]
        if case .key = inner.last?.kind {
            guard inner.last?.hasTokens == false else { return nil }
            isBracketed = true
            inner = inner.dropLast()
        } else if inner.last?.hasTokens != false {
            return nil
        }
        enclosures = Array(inner)
        guard let kind = Self.kind(enclosures, shape, isBracketed: isBracketed) else { return nil }
        self.kind = kind
    }

    /// Where the innermost call stands among the enclosures, when only tables are open inside it.
    static func call(in context: CompletionContext) -> Int? {
        for (index, enclosure) in context.enclosures.enumerated().reversed() {
            switch enclosure.kind {
            case .call: return index
            case .table, .key: continue
            case .index, .other: return nil
            }
        }
        return nil
    }

    private static func kind(
        _ enclosures: [CompletionContext.Enclosure], _ shape: CallShape, isBracketed: Bool
    ) -> Kind? {
        guard var field = shape.argument(enclosures[0].position) else { return nil }
        var type = field.type
        for (index, table) in enclosures.enumerated().dropFirst() {
            let isLast = index == enclosures.count - 1
            // The key that is being written belongs to the table, and there is no value yet.
            let isAtKey = isLast && (isBracketed || table.key == nil)
            switch unwrapped(type, table) {
            case .object(let object):
                if isAtKey { return .names(object, given: given(table)) }
                guard let key = table.key, let inner = object.field(key) else { return nil }
                field = inner
                type = inner.type
            case .map(let value):
                if isAtKey { return .keys(field, given: given(table)) }
                guard table.key != nil else { return nil }
                type = value
            case .array(let item, _):
                guard table.key == nil, !isBracketed else { return nil }
                type = item
            default: return nil
            }
        }
        return .value(field, type)
    }

    /// The type that a table stands for: an array that takes a lone item is that item where the table has names.
    private static func unwrapped(_ type: ValueType, _ table: CompletionContext.Enclosure) -> ValueType {
        switch type {
        case .nullable(let inner): return unwrapped(inner, table)
        case .array(.object(let object), let rule) where rule.acceptsSingle:
            let hasNames = table.key != nil || table.items.contains { $0.key != nil } || !table.laterKeys.isEmpty
            return hasNames ? .object(object) : type
        default: return type
        }
    }

    private static func given(_ table: CompletionContext.Enclosure) -> Set<String> {
        Set(table.items.compactMap(\.key) + table.laterKeys)
    }
}
