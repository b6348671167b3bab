import LuaBridge
import Terminal

/// The styles of what is typed at the prompt: Lua, or a command and its argument.
struct ReplHighlighter {
    let context: ReplContext

    /// In more globals than this no beginning is looked for with each key.
    private static let mostGlobals = 5_000

    /// Looks names up by raw access; no code runs.
    func spans(_ line: [Unicode.Scalar], cursor: Int?) -> [LineSpan] {
        let lua = LuaHighlighter(isKnown: isKnown, isBeginning: isBeginning)
        guard let command = Self.command(line) else { return lua.spans(line, cursor: cursor) }
        let name = String(String.UnicodeScalarView(line[command].dropFirst()))
        let isForced = name.hasSuffix("!")
        guard let row = context.commands[isForced ? String(name.dropLast()) : name] else {
            let isBeginning = cursor == command.upperBound && context.commands.rows.contains { $0.name.hasPrefix(name) }
            return isBeginning ? [] : [LineSpan(command, .dimRed)]
        }
        let head = LineSpan(command, .cyan)
        guard row.argumentKind == .code else { return [head] }
        return [head] + lua.spans(line, from: command.upperBound, cursor: cursor)
    }

    /// Where the name of a command stands, with its dot.
    private static func command(_ line: [Unicode.Scalar]) -> Range<Int>? {
        guard let start = line.firstIndex(where: { $0 != " " && $0 != "\t" }), line[start] == ".",
            start + 1 < line.count, line[start + 1].properties.isAlphabetic, !line.contains("\n")
        else { return nil }
        let end = line[start...].firstIndex { $0 == " " || $0 == "\t" } ?? line.count
        return start..<end
    }

    private func isKnown(_ path: [String]) -> Bool {
        let thread = context.thread
        let top = thread.top
        defer { thread.setTop(top) }
        return LuaPath(path.map { .field($0) }).push(on: thread)
    }

    private func isBeginning(_ name: String) -> Bool {
        if LuaWords.keywords.contains(where: { $0.hasPrefix(name) }) { return true }
        let thread = context.thread
        let top = thread.top
        defer { thread.setTop(top) }
        guard (try? thread.reserve(8)) != nil else { return true }
        thread.pushGlobals()
        let index = thread.top
        var left = Self.mostGlobals
        thread.pushNil()
        while left > 0, (try? thread.next(at: index)) == true {
            if thread.borrowedBytes(at: -2)?.starts(with: name.utf8) == true { return true }
            thread.pop()
            left -= 1
        }
        return left == 0
    }
}
