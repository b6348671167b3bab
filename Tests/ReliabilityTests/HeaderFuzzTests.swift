import LuaBridge
import ScriptRuntime
import TestSupport
import Testing

/// What a script declares stands in comments before its first code, for Lua as for us, whatever the text.
struct HeaderFuzzTests {
    private static let texts = [
        "-- writes: experiments.activate\nexperiments.activate(1)\n",
        "#!/usr/bin/env ampsh\n-- A script.\n\n--writes: experiments.create, experiments.set_rollout_weights\nreturn 1\n",
        "\u{FEFF}--- writes:experiments.deactivate\r\n-- writes: a\r\n--[[ writes: b ]]\nx()\n",
        "--[==[\n-- writes: experiments.activate\n]==]\n", "\t-- writes : a b,c\n\u{0B}\n;-- writes: d\n",
    ].map { Array($0.utf8) }

    @Test func whatIsDeclaredIsACommentForLuaToo() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(2000, full: 200_000)
        let state = try LuaState()
        let lua = state.main
        // Nothing that code could be made of answers.
        try lua.load("setmetatable(_G, {__index = error, __newindex = error})", name: "=guard")
        try lua.call(arguments: 0, results: 0)
        var mutator = ByteMutator(
            seed: 17,
            tokens: [
                "--", "-- writes: x\n", "[[", "]]", "[=[", "\r", "\n", "\r\n", "\n\r", "#", "\u{FEFF}", "x()", "\u{0}",
            ])
        var declared = 0
        for _ in 0..<count {
            let text = mutator.next(of: Self.texts)
            guard let last = ScriptHeader(of: text).writes.last else { continue }
            declared += 1
            let lines = Self.lines(last.line, of: ScriptText.code(of: text))
            let isComment = Self.closings.contains { closing in
                // The comment may go on in later lines, or code may follow it in its last one.
                let whole = Self.cut(lines, behind: closing) ?? lines + Array("\n\(closing)".utf8)
                return [lines, whole].contains { comments in
                    defer { lua.setTop(0) }
                    do throws(LuaError) {
                        try lua.load(comments + Array("\nreturn 7".utf8), name: "=header")
                        try lua.call(arguments: 0, results: 1)
                        return lua.integer(at: -1) == 7
                    } catch {
                        return false
                    }
                }
            }
            #expect(isComment, "\(String(decoding: text, as: UTF8.self).debugDescription)")
        }
        #expect(declared > count / 10)
        Reliability.report(
            "mutated script headers", count: count, "\(declared) declare, each in comments", since: start)
    }

    /// What ends the comment that the line is in: nothing, or that of a long one.
    private static let closings = (0...8).map { "]" + String(repeating: "=", count: $0) + "]" }

    /// The text up to the end of a comment in its last line; nil where none ends there.
    private static func cut(_ text: [UInt8], behind closing: String) -> [UInt8]? {
        let body = text.last.map { $0 == 0x0A || $0 == 0x0D } == true ? text.dropLast() : text[...]
        let start = body.lastIndex { $0 == 0x0A || $0 == 0x0D }.map { $0 + 1 } ?? 0
        let mark = Array(closing.utf8)
        guard body.count - start >= mark.count else { return nil }
        let place = (start...(body.endIndex - mark.count)).first { body[$0...].starts(with: mark) }
        return place.map { Array(body[..<($0 + mark.count)]) }
    }

    /// The first lines as Lua counts them.
    private static func lines(_ count: Int, of text: [UInt8]) -> [UInt8] {
        var left = count
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            guard byte == 0x0A || byte == 0x0D else { continue }
            if place < text.count, text[place] == 0x0A || text[place] == 0x0D, text[place] != byte { place += 1 }
            left -= 1
            if left == 0 { return Array(text[..<place]) }
        }
        return text
    }
}
