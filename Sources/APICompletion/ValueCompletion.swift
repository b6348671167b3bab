import ManagementAPI
import Repl
import Terminal

/// What could stand as the value of a parameter or field.
struct ValueCompletion {
    let knowledge: CompletionKnowledge
    let function: CompletionKnowledge.Function
    let place: CallPlace
    let context: CompletionContext

    /// nil where nothing is known about the values.
    func hint(_ field: Field, _ type: ValueType) -> ReplHint? {
        if let kind = KnownValue(field, type, function.shape) { return hint(kind, field) }
        switch type {
        case .nullable(let inner): return hint(field, inner)
        case .enumeration(let values): return literals(values.map { ($0, nil) })
        case .boolean: return words(["true", "false"])
        case .any where field.name == "sandbox":
            return isString ? literals([(":memory:", "one that is thrown away")], takesFile: true) : words(["true"])
        default: return nil
        }
    }

    private var isString: Bool { if case .string = context.word.kind { true } else { false } }
    private var quote: UInt8 { if case .string(let quote) = context.word.kind { quote } else { UInt8(ascii: "\"") } }

    private func hint(_ kind: KnownValue, _ field: Field) -> ReplHint? {
        switch kind {
        case .object(let resource): return objects(resource)
        case .project:
            let projects = knowledge.snapshot.projects(of: function.target).sorted { $0.key < $1.key }
            var hint = literals(projects.map { ($0.key, "\($0.value) \($0.value == 1 ? "object" : "objects") seen") })
            hint.result.note = projects.isEmpty ? "no projects seen yet; .refresh lists what there is" : nil
            return hint
        case .member(let list):
            guard case .member(_, let name)? = field.meaning else { return nil }
            let keys = MemberKeys(knowledge: knowledge, function: function).keys(of: list, by: name, place)
            return literals((keys ?? []).map { ($0, nil) })
        case .profile: return literals(knowledge.profiles().map { ($0, nil) })
        case .path: return paths()
        }
    }

    /// Strings that begin with the word, in quotes; names and fields of Lua may follow where no quote was typed.
    private func literals(_ values: [(text: String, summary: String?)], takesFile: Bool = false) -> ReplHint {
        let fitting = values.filter { $0.text.hasPrefixIgnoringCase(context.word.text) }
        var result = CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: fitting.prefix(CallCompletion.most).map { value in
                .init(text: literal(value.text), summary: value.summary)
            })
        result.omitted = max(0, fitting.count - CallCompletion.most)
        // Up to the closing quote, which no other candidate need share.
        return ReplHint(result, isComplete: isString, takesFile: takesFile)
    }

    private func words(_ values: [String]) -> ReplHint? {
        guard case .name = context.word.kind else { return nil }
        let fitting = values.filter { $0.hasPrefix(context.word.text) }
        return ReplHint(
            CompletionResult(replacedBytes: context.word.bytes, candidates: fitting.map { .init(text: $0) }),
            isComplete: false)
    }

    private func literal(_ text: String) -> String {
        LuaStringLiteral.text(text, quote: quote, after: isString ? context.after : "")
    }

    /// Ids of objects that begin so, or whose key or name does; the key is shown beside the id.
    private func objects(_ resource: String) -> ReplHint {
        let found = knowledge.snapshot.find(
            context.word.text, resource, of: function.target, most: CallCompletion.most)
        var result = CompletionResult(
            replacedBytes: context.word.bytes,
            candidates: found.objects.map { object in
                let title = object.title.isEmpty ? "" : "\t\(object.title)"
                return .init(text: literal(object.id), summary: object.label + title)
            })
        result.omitted = found.count - found.objects.count
        let typed = found.sharedPrefix ?? ""
        result.sharedPrefix = isString ? LuaStringLiteral.opening(typed, quote: quote) : typed
        result.note = knowledge.snapshot.note(resource, of: function.target)
        return ReplHint(result, isComplete: isString || context.word.kind == .number)
    }

    /// The paths of the API for the method that was given; where an id stands in one, those that are known.
    private func paths() -> ReplHint? {
        guard isString else { return nil }
        var method: String?
        if case .string(let given)? = place.enclosures[0].items.first?.value { method = given }
        let completion = PathCompletion(method: method, generation: function.shape.generation) { prefix, resource in
            knowledge.snapshot.find(prefix, resource, of: function.target, most: CallCompletion.most).objects
        }
        let candidates = completion.paths(from: context.word.text).map { path in
            CompletionResult.Candidate(
                text: path.isWhole ? literal(path.text) : LuaStringLiteral.opening(path.text, quote: quote),
                summary: path.summary)
        }
        return ReplHint(
            CompletionResult(replacedBytes: context.word.bytes, candidates: candidates), isComplete: true)
    }
}
