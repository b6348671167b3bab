import TestSupport
import Testing

@testable import Repl

/// Where the cursor stands, for each line of `Tests/Fixtures/completion/contexts.txt`: the text with `|` as the cursor, and
/// what is read from it. `⏎` stands for a newline.
struct CompletionContextTests {
    @Test(arguments: try CompletionFixture.rows("contexts.txt"))
    func theCursorStands(_ row: CompletionFixture.Row) {
        let (before, after) = row.halves
        #expect(Self.describe(CompletionContext(before: before, after: after)) == row.expected, "\(row.text)")
    }

    @Test func textOfAnyBytesIsRead() {
        var generator = SeededGenerator(seed: 20)
        let pieces = [
            "(", ")", "{", "}", "[", "]", "[[", "]]", "--", "--[[", "\"", "'", "\\", "end", "function", "do", ".", ":",
            "::", "=", ",", "x", "1", " ", "\n", "é", "\0", "repeat", "until", "goto",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined()
            let context = CompletionContext(before: text, after: text)
            #expect((context?.word.bytes ?? 0) <= text.utf8.count)
        }
    }

    private static func describe(_ context: CompletionContext?) -> String {
        guard let context else { return "nothing" }
        var parts = context.enclosures.map { enclosure in
            var text =
                switch enclosure.kind {
                case .call(let path): "call \(path.map(describe) ?? "?") \(enclosure.position)"
                case .table: "table"
                case .index(let subject): "index \(describe(subject))"
                case .key: "key"
                case .other: "other"
                }
            if case .other = enclosure.kind { return text }
            if !enclosure.items.isEmpty {
                text += " [" + enclosure.items.map(describe).joined(separator: ", ") + "]"
            }
            if let key = enclosure.key { text += " \(key)=" }
            if enclosure.hasTokens { text += " …" }
            if !enclosure.laterKeys.isEmpty { text += " later \(enclosure.laterKeys.joined(separator: " "))" }
            return text
        }
        let word = context.word
        var last =
            switch word.kind {
            case .name: word.text
            case .number: "number \(word.text)"
            case .string(let quote): "string \(Character(Unicode.Scalar(quote)))\(word.text)/\(word.bytes)"
            }
        if let access = context.access { last = "\(describe(access.subject))\(access.isMethod ? ":" : ".")\(last)" }
        parts.append(last.isEmpty ? "-" : last)
        return parts.joined(separator: " > ")
    }

    private static func describe(_ path: LuaPath) -> String {
        path.steps.map { step in
            switch step {
            case .field(let name): name
            case .item(let index): "\(index)"
            }
        }.joined(separator: path.isMethod ? ":" : ".")
    }

    private static func describe(_ item: LuaOperand.Item) -> String {
        (item.key.map { "\($0)=" } ?? "") + describe(item.value)
    }

    private static func describe(_ operand: LuaOperand) -> String {
        switch operand {
        case .string(let text): "\"\(text)\""
        case .integer(let value): "\(value)"
        case .path(let path): describe(path)
        case .table(let items): "{" + items.map(describe).joined(separator: ", ") + "}"
        case .other: "?"
        }
    }
}
