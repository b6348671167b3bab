import LuaBridge
import Terminal

/// The fields of what a local name holds, by what the text before the cursor says of it, and the values a field may have.
struct FieldCompletion {
    let context: ReplContext

    /// `e.` for a loop variable or a result; nil where nothing is known of it.
    func fields(_ place: CompletionContext, _ text: String) -> CompletionResult? {
        guard let access = place.access, !access.isMethod, case .path(let path) = access.subject,
            case .name = place.word.kind, case .field(let name)? = path.steps.first, path.steps.count == 1,
            let source = LuaBindings.source(of: name, in: text)
        else { return nil }
        switch source {
        case .call(let names, let isItem):
            let fields = context.host.fields(of: LuaPath(names.map { .field($0) }), isItem: isItem)
            guard !fields.isEmpty else { return nil }
            return CompletionResult(
                replacedBytes: place.word.bytes,
                candidates: fields.filter { $0.name.hasPrefix(place.word.text) && LuaWords.isName($0.name) }
                    .map { .init(text: $0.name, summary: $0.summary) })
        case .item(let names):
            var place = place
            place.access?.subject = .path(LuaPath(names.map { .field($0) } + [.item(1)]))
            let result = LuaCompletion(thread: context.thread, summary: context.host.summary).complete(place)
            return result.candidates.isEmpty ? nil : result
        }
    }

    /// Values after `==` and `~=`, by the name of the field before them.
    func values(_ place: CompletionContext, _ text: String) -> CompletionResult? {
        let scalars = Array(text.utf8.dropLast(place.word.bytes))
        let before = Array(String(decoding: scalars, as: UTF8.self).unicodeScalars)
        let lexemes = LuaLexer.lexemes(before).suffix(3)
        guard lexemes.count == 3 else { return nil }
        let words = lexemes.map { String(String.UnicodeScalarView(before[$0.range])) }
        guard words[2] == "==" || words[2] == "~=", words[0] == ".", LuaWords.isName(words[1]) else { return nil }
        let values = context.host.values(ofField: words[1])
        guard !values.isEmpty else { return nil }
        var quote = UInt8(ascii: "\"")
        var after = ""
        if case .string(let given) = place.word.kind { (quote, after) = (given, place.after) }
        return CompletionResult(
            replacedBytes: place.word.bytes,
            candidates: values.filter { $0.hasPrefix(place.word.text) }.map {
                .init(text: LuaStringLiteral.text($0, quote: quote, after: after))
            })
    }
}
