import LuaBridge
import PrintingSupport
import Terminal
import TestSupport
import Testing

@testable import Printing

struct PrintingFuzzTests {
    /// Random texts of bytes that begin sequences, reorder or hide, in every view of a terminal.
    @Test func noRandomTextLetsAControlThrough() throws {
        let start = ContinuousClock.now
        let count = Reliability.count(3000, full: 200_000)
        let shown = try Self.show(seed: 7, count: count)
        #expect(shown.strings >= count)
        #expect(shown.controls == 0, "\(shown.example ?? "")")
        // Every view showed something, or nothing was tested.
        #expect(shown.views == Self.views.count && shown.bytes > count)
        Reliability.report("shown strings", count: shown.strings, "\(shown.controls) raw controls", since: start)
    }

    /// What became of random texts.
    struct Shown {
        var strings = 0
        var bytes = 0
        var views = 0
        /// Bytes or characters that could act on a terminal, but for our own colours.
        var controls = 0
        var example: String?
    }

    private static let views: [(OutputFormat, Expansion, Bool, TerminalCharset)] = [
        (.table, .auto, false, .utf8), (.table, .on, false, .utf8), (.table, .off, true, .utf8),
        (.table, .auto, false, .other), (.json, .auto, false, .utf8), (.jsonl, .auto, false, .utf8),
        (.csv, .auto, false, .utf8), (.lua, .auto, false, .utf8), (.lua, .auto, false, .other),
    ]

    /// Shows at least `count` random texts in every view of a terminal.
    static func show(seed: UInt64, count: Int) throws -> Shown {
        var generator = SeededGenerator(seed: seed)
        let state = try LuaState()
        let thread = state.main
        var shown = Shown()
        var seen: Set<Int> = []
        while shown.strings < count {
            let texts = (0..<60).map { _ in text(&generator) }
            shown.strings += texts.count
            push(texts, on: thread, round: shown.strings / texts.count)
            defer { thread.setTop(0) }
            for (place, view) in views.enumerated() {
                let (format, expansion, isPlain, charset) = view
                let (console, captured) = Console.test(
                    isTerminal: true, colour: true, width: Int.random(in: 20...200, using: &generator),
                    charset: charset)
                let printer = ValuePrinter(
                    format: format, isFormatChosen: true, style: Sample.style, json: JSONStub.json,
                    symbol: { _, _ in nil })
                printer.expanded = expansion
                printer.isPlain = isPlain
                try printer.print(thread, count: thread.top, to: console)
                if !captured.out.isEmpty { seen.insert(place) }
                shown.bytes += captured.out.count
                let left = harm(in: captured.out)
                shown.controls += left.count
                if let first = left.first, shown.example == nil {
                    shown.example = "\(view): \(first) in \(captured.outText.debugDescription.prefix(400))"
                }
            }
        }
        shown.views = seen.count
        return shown
    }

    private static let pieces: [[UInt8]] = [
        [0x1B], [0x5B], [0x9B], [0xC2, 0x9B], Array("\u{1B}]0;x\u{7}".utf8), Array("\u{1B}[2J".utf8),
        Array("\u{1B}[31m".utf8), Array("\u{202E}".utf8), Array("\u{2066}".utf8), Array("\u{200B}".utf8),
        Array("\u{FEFF}".utf8), Array("\u{FE0F}".utf8), Array("\u{E0041}".utf8), [0xFF], [0xC0, 0xAF], [0x00],
        [0x0A], [0x0D], [0x09], [0x7F], [0x22], [0x5C], [0x2C], Array("=cmd".utf8), Array("日本".utf8), Array("é".utf8),
        Array("👩\u{200D}🚀".utf8), Array("plain".utf8), [0xE2, 0x80], [0xED, 0xA0, 0x80],
    ]

    private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...8, using: &generator)).flatMap { _ -> [UInt8] in
            Bool.random(using: &generator)
                ? pieces[Int.random(in: 0..<pieces.count, using: &generator)]
                : [UInt8.random(in: 0...255, using: &generator)]
        }
    }

    /// A page of records, a record with records in it, a table of texts, a text: names and values are the texts.
    private static func push(_ texts: [[UInt8]], on thread: LuaThread, round: Int) {
        var rest = texts[...]
        func next() -> [UInt8] { rest.popFirst() ?? [] }
        func set(_ name: [UInt8], _ value: [UInt8]) {
            thread.push(bytes: name)
            thread.push(bytes: value)
            thread.rawSet(at: -3)
        }
        let odd = next()
        // A list of 21 and more takes the way of long lists.
        let rows = round % 4 == 0 ? 24 : 4
        thread.pushTable()
        for row in 1...rows {
            thread.pushTable()
            for name in ["id", "key", "name", "state"] { set(Array(name.utf8), next()) }
            set(odd, next())
            thread.pushTable()
            thread.push(bytes: next())
            thread.push(Int64(row))
            thread.rawSet(at: -3)
            thread.rawSet("rolloutWeights", at: -2)
            thread.rawSet(row, at: -2)
        }
        set(Array("nextCursor".utf8), next())
        thread.pushTable()
        set(Array("id".utf8), next())
        set(next(), next())
        thread.pushTable()
        thread.pushTable()
        set(Array("prop".utf8), next())
        set(Array("op".utf8), next())
        thread.rawSet(1, at: -2)
        thread.rawSet("conditions", at: -2)
        thread.pushTable()
        for place in 1...4 {
            thread.push(bytes: next())
            thread.rawSet(place, at: -2)
        }
        set(next(), next())
        thread.push(bytes: next())
    }

    /// What could act on a terminal and is no colour of ours.
    private static func harm(in bytes: [UInt8]) -> [String] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return ["invalid UTF-8"] }
        var harm: [String] = []
        var rest = text.unicodeScalars[...]
        let ours = Set(Style.allCases.map { "[\($0.parameters)m" } + ["[0m"])
        var previous: Unicode.Scalar = " "
        while let scalar = rest.popFirst() {
            defer { previous = scalar }
            switch scalar.value {
            case 0x09, 0x0A: continue
            case 0x1B:
                let sequence = String(String.UnicodeScalarView(rest.prefix { $0 != "m" })) + "m"
                if !ours.contains(sequence) { harm.append("ESC \(sequence.debugDescription)") }
            case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029, 0x200B...0x200C,
                0x200E...0x200F, 0xFEFF, 0xE0000...0xE0FFF:
                harm.append(String(scalar.value, radix: 16))
            case 0x200D, 0xFE0F:
                if !previous.properties.isEmoji, previous.value != 0xFE0F {
                    harm.append(String(scalar.value, radix: 16))
                }
            default: continue
            }
        }
        return harm
    }
}
