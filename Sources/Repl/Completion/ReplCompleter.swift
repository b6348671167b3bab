import LuaBridge
import Terminal

/// What Tab finds: commands after a dot, what the host knows, and names by raw access.
struct ReplCompleter {
    let context: ReplContext

    /// - Parameters:
    ///   - before: the text before the cursor.
    ///   - pending: the lines of a block that was begun, nil at the primary prompt, where alone commands stand.
    func complete(_ before: String, pending: String?) -> CompletionResult {
        if pending == nil, let result = commands(before) { return result }
        let hint = context.host.hint(before)
        if let hint, hint.isComplete { return hint.result }
        var result = LuaCompletion(thread: context.thread).complete(before)
        if let hint, hint.result.replacedBytes == result.replacedBytes || result.candidates.isEmpty {
            result = CompletionResult(
                replacedBytes: hint.result.replacedBytes, candidates: hint.result.candidates + result.candidates)
        }
        return result
    }

    /// Names of commands after a dot, then what a command takes.
    private func commands(_ before: String) -> CompletionResult? {
        guard before.first == "." else { return nil }
        let body = before.dropFirst()
        guard let space = body.firstIndex(of: " ") else {
            let found = context.commands.rows.filter { $0.name.hasPrefix(body) }
            return CompletionResult(
                replacedBytes: before.utf8.count,
                candidates: found.map { .init(text: "." + $0.name, summary: $0.summary) })
        }
        let words = body[body.index(after: space)...].split(separator: " ", omittingEmptySubsequences: false)
        let word = words.last ?? ""
        let choices =
            context.commands[String(body[..<space])]?.choices(context, words.dropLast().map(String.init)) ?? []
        return CompletionResult(
            replacedBytes: word.utf8.count,
            candidates: choices.filter { $0.hasPrefix(word) }.map { .init(text: $0) })
    }
}
