import ManagementAPI
import Repl
import Terminal

/// The keys of tables that give each variant a weight: those of the experiment that the call is about.
struct VariantKeys {
    private static let field = "rolloutWeights"
    private static let variants = "variants"

    let knowledge: CompletionKnowledge
    let function: CompletionKnowledge.Function

    /// nil where the variants are not known.
    func hint(
        _ field: Field, _ given: Set<String>, _ place: CallPlace, _ context: CompletionContext
    ) -> ReplHint? {
        guard field.name == Self.field, let keys = keys(place) else { return nil }
        let word = context.word
        let form = TableKey(context, isBracketed: place.isBracketed)
        let candidates = keys.filter { !given.contains($0) && $0.hasPrefix(word.text) }.compactMap { key in
            form.map { CompletionResult.Candidate(text: $0.text(key)) }
        }
        return ReplHint(CompletionResult(replacedBytes: word.bytes, candidates: candidates), isComplete: true)
    }

    /// From the variants in the same call, else from the experiment that its first argument names.
    private func keys(_ place: CallPlace) -> [String]? {
        for table in place.enclosures.dropFirst() {
            guard let variants = LuaOperand.table(table.items).field(Self.variants), case .table(let items) = variants
            else { continue }
            return items.compactMap { item in
                if case .string(let key)? = item.value.field("key") { key } else { nil }
            }
        }
        guard let resource = function.shape.resource, case .identifier? = function.shape.positional.first?.type,
            let operand = place.enclosures[0].items.first?.value
        else { return nil }
        let known = { (id: String) in knowledge.snapshot.object(id, resource, of: function.target)?.variants }
        switch operand {
        case .string(let id): return known(id)
        case .integer(let id): return known(String(id))
        case .path(let path):
            guard let object = knowledge.object(path) else { return nil }
            return object.variants.isEmpty ? known(object.id) : object.variants
        case .table, .other: return nil
        }
    }
}
