import ManagementAPI
import Repl
import Terminal

/// The keys of tables that say something of each record of a list, such as the weight of each variant: those of the object
/// that the call is about.
struct MemberKeys {
    let knowledge: CompletionKnowledge
    let function: CompletionKnowledge.Function

    /// nil where the records are not known.
    func hint(
        _ field: Field, _ given: Set<String>, _ place: CallPlace, _ context: CompletionContext
    ) -> ReplHint? {
        guard case .member(let list, let name)? = field.meaning, let keys = keys(of: list, by: name, place) else {
            return nil
        }
        let word = context.word
        let form = TableKey(context, isBracketed: place.isBracketed)
        let candidates = keys.filter { !given.contains($0) && $0.hasPrefix(word.text) }.compactMap { key in
            form.map { CompletionResult.Candidate(text: $0.text(key)) }
        }
        return ReplHint(CompletionResult(replacedBytes: word.bytes, candidates: candidates), isComplete: true)
    }

    /// From the list in the same call, else from the object that its first argument names.
    func keys(of list: String, by name: String, _ place: CallPlace) -> [String]? {
        for table in place.enclosures.dropFirst() {
            guard let records = LuaOperand.table(table.items).field(list), case .table(let items) = records
            else { continue }
            return items.compactMap { item in
                if case .string(let key)? = item.value.field(name) { key } else { nil }
            }
        }
        guard let first = function.shape.positional.first, case .identifier = first.type,
            case .id(let resource)? = first.meaning, let operand = place.enclosures[0].items.first?.value
        else { return nil }
        let known = { (id: String) in
            knowledge.snapshot.object(id, resource, of: function.target)?.members[list]
        }
        switch operand {
        case .string(let id): return known(id)
        case .integer(let id): return known(String(id))
        case .path(let path):
            guard let object = knowledge.object(path, resource) else { return nil }
            return object.members[list].flatMap { $0.isEmpty ? nil : $0 } ?? known(object.id)
        case .table, .other: return nil
        }
    }
}
