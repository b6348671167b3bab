import LuaBridge
import Terminal

/// What the prompt says of values that are no data, where their address would say nothing.
extension ReplContext {
    /// The beginning of its help, or the line where a function of one's own was written; nil for anything else.
    func about(_ thread: LuaThread, _ index: Int) -> String? {
        let type = thread.type(at: index)
        guard type == .function || type == .table else { return nil }
        if let help = host.helpOfValue(thread, index) {
            return type == .table ? help.trimmedNewlines : Self.head(of: help)
        }
        guard type == .function, thread.functionSource(at: index) != nil else { return nil }
        let text = FunctionText(transcript: transcript, readFile: host.readScript).text(
            at: index, of: thread, name: "it")
        let lines = text.split(separator: "\n")
        guard lines.count > 1, lines[0].hasPrefix("-- ") else { return nil }
        let more = lines.count > 2 ? " ..." : ""
        return "\(String(lines[1]).trimmedBlanks)\(more)  \(lines[0])"
    }

    /// The signature, and the first sentence below it.
    private static func head(of help: String) -> String {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        let signature = lines.prefix { !$0.isEmpty }.prefix(3)
        let text = lines.dropFirst(signature.count).drop(while: \.isEmpty).prefix { !$0.isEmpty }
        return (signature + text.prefix(4)).joined(separator: "\n")
    }
}
