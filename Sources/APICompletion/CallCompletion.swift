import ManagementAPI
package import Repl
import Terminal

/// What could stand at the cursor inside a call of the host: parameters, the values of their types, ids and keys.
package struct CallCompletion {
    /// More candidates than a screen shows are counted, not listed.
    static let most = 200

    let knowledge: CompletionKnowledge

    /// Completion that goes by this knowledge.
    package init(knowledge: CompletionKnowledge) { self.knowledge = knowledge }

    /// nil where the cursor is in no such call; names are tried then.
    package func hint(_ context: CompletionContext) -> ReplHint? {
        guard context.access == nil, let start = CallPlace.call(in: context),
            case .call(let path?) = context.enclosures[start].kind, let function = knowledge.function(path),
            let place = CallPlace(context, in: function.shape)
        else { return nil }
        switch place.kind {
        case .names(let object, let given): return names(of: object, given, place, context)
        case .keys(let field, let given):
            return MemberKeys(knowledge: knowledge, function: function).hint(field, given, place, context)
        case .value(let field, let type):
            return ValueCompletion(knowledge: knowledge, function: function, place: place, context: context)
                .hint(field, type)
        }
    }

    private func names(
        of object: ObjectType, _ given: Set<String>, _ place: CallPlace, _ context: CompletionContext
    ) -> ReplHint? {
        guard let key = TableKey(context, isBracketed: place.isBracketed) else { return nil }
        let word = context.word.text
        let fields = object.fields.filter { !given.contains($0.name) && $0.name.hasPrefixIgnoringCase(word) }
        let candidates = fields.map { field in
            CompletionResult.Candidate(text: key.text(field.name), summary: Self.summary(of: field))
        }
        return ReplHint(
            CompletionResult(replacedBytes: context.word.bytes, candidates: candidates), isComplete: true)
    }

    private static func summary(of field: Field) -> String {
        "\(field.type.label)\(field.isRequired ? ", required" : ""): \(field.help)"
    }
}

extension String {
    /// Whether it begins with a text; small and capital ASCII letters are one.
    func hasPrefixIgnoringCase(_ prefix: String) -> Bool {
        func fold(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
        return utf8.count >= prefix.utf8.count && zip(utf8, prefix.utf8).allSatisfy { fold($0) == fold($1) }
    }
}
