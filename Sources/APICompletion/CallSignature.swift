import ManagementAPI
import Repl

/// What a call takes from the cursor on, as it is shown dimmed behind the line: `projectId=, key=, [description=, ...]}`.
struct CallSignature {
    private static let longestDefault = 24

    let knowledge: CompletionKnowledge

    /// nil where the cursor is in no call of the host, or where something follows it.
    func text(_ context: CompletionContext) -> String? {
        guard context.after.allSatisfy({ $0 == " " }), let start = CallPlace.call(in: context),
            case .call(let path?) = context.enclosures[start].kind, let function = knowledge.function(path),
            let place = CallPlace(context, in: function.shape), !place.isBracketed
        else { return nil }
        switch place.kind {
        case .names(let object, let given):
            let text = Self.names(of: object, without: given)
            return text.isEmpty ? nil : text + "}"
        case .keys(let field, _):
            guard case .map(let value) = field.type else { return nil }
            return "key = \(value.label), ...}"
        case .value(let field, let type):
            let isArgument = place.enclosures.count == 1
            return isArgument
                ? arguments(of: function.shape, from: place.enclosures[0].position) : Self.value(field, type)
        }
    }

    /// The arguments that are not there yet.
    private func arguments(of shape: CallShape, from position: Int) -> String? {
        var parts = shape.positional.dropFirst(position).map(\.name)
        if let named = shape.named, position <= shape.positional.count {
            parts.append("{\(Self.names(of: named, without: []))}")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ") + ")"
    }

    /// The names that were not given: those that are required, then the others in brackets.
    private static func names(of object: ObjectType, without given: Set<String>) -> String {
        let fields = object.fields.filter { !given.contains($0.name) }
        let required = fields.filter(\.isRequired).map { "\(LuaStringLiteral.key($0.name))=" }
        let others = fields.filter { !$0.isRequired }.map { "\(LuaStringLiteral.key($0.name))=" }
            .joined(separator: ", ")
        if object.fields.contains(where: \.isRequired), !others.isEmpty {
            return (required + ["[\(others)]"]).joined(separator: ", ")
        }
        return required.isEmpty ? others : required.joined(separator: ", ")
    }

    /// The type of a value, and what holds without it.
    private static func value(_ field: Field, _ type: ValueType) -> String {
        guard type == field.type, let text = field.defaultText, text.utf8.count <= longestDefault else {
            return type.label
        }
        return "\(type.label) (\(text))"
    }
}
