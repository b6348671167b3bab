import LuaBridge
import Printing
import Terminal
import TextLayout

/// Runs a function again and again, shows its results and marks the lines that changed, until it raises or Ctrl-C.
final class Watch {
    private let context: ReplContext
    /// Seconds from the end of one round to the next.
    private let interval: Double
    private let title: String
    private var old: [String]?
    /// What stands before each line: whether it changed.
    private static let margin = 2
    private var round = 0

    /// - Parameter title: what is watched, in one line.
    init(_ context: ReplContext, interval: Double, title: String) {
        self.context = context
        self.interval = interval
        self.title = TextFilter.visible(title, allowing: [])
    }

    /// Never returns but by throwing. Stack: [-0, +0, e]
    func run(_ function: LuaReference, on thread: LuaThread) throws {
        try thread.balanced {
            while true {
                let top = thread.top
                thread.push(function)
                try context.callKeepingTraceback(thread, arguments: 0)
                let lines = try lines(thread, count: thread.top - top)
                thread.setTop(top)
                round += 1
                try show(lines)
                old = lines
                try context.host.wait(thread, interval)
            }
        }
    }

    private func lines(_ thread: LuaThread, count: Int) throws -> [String] {
        var lines: [String] = []
        for index in ValuePrinter.printed(count, of: thread) {
            // Interrupts are armed already, which `text` would do for a table of its own and end.
            let printer = context.evaluator.printer
            printer.margin = Self.margin
            defer { printer.margin = 0 }
            let text =
                try printer.format == .table && !thread.isNoneOrNil(at: index)
                ? printer.display(thread, at: index, console: context.console)
                : printer.text(thread, at: index, console: context.console)
            lines += String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            if lines.last?.isEmpty == true { lines.removeLast() }
        }
        return lines.isEmpty ? ["nothing"] : lines
    }

    private var repaints: Bool {
        context.console.isTerminal(.output) && !context.console.isDumb && !context.options.isPlain
    }

    private func show(_ lines: [String]) throws {
        let console = context.console
        var shown =
            old.map { old in
                zip(lines, LineChanges.marks(from: old, to: lines)).map { line, isNew in
                    isNew ? StyledText("* ", .bold).rendered(colour: console.usesColour(.output)) + line : "  " + line
                }
            } ?? lines.map { "  " + $0 }
        let seconds = interval == interval.rounded() ? "\(Int(interval))" : "\(interval)"
        let header = "every \(seconds) s, run \(round), Ctrl-C ends: \(title)"
        guard repaints else {
            try console.out(header + "\n" + shown.map { $0 + "\n" }.joined())
            return try console.flush()
        }
        let room = max(3, console.height - 3)
        if shown.count > room { shown = shown.prefix(room - 1) + ["  and \(shown.count - room + 1) more lines"] }
        let head = StyledText(DisplayWidth.truncate(header, to: console.width), .dim)
            .rendered(colour: console.usesColour(.output))
        // Line by line over the old picture, which does not flicker as an empty screen would.
        let picture = ([head] + shown).map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
        try console.out((round == 1 ? "\u{1B}[H\u{1B}[2J" : "\u{1B}[H") + picture)
        try console.flush()
    }
}
