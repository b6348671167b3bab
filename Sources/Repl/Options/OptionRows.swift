import LuaBridge
import Printing
import Secrets

extension PromptOption {
    /// Every option, in the order of `.set`.
    public static var all: [PromptOption] {
        [
            .choice(
                "output", OutputFormat.allCases.map(\.rawValue), "how results are printed",
                read: { $0.evaluator.printer.format.rawValue },
                write: { context, name in
                    guard let format = OutputFormat(rawValue: name) else { return }
                    context.evaluator.printer.format = format
                    context.evaluator.printer.isFormatChosen = true
                }),
            .flag(
                "timing", "time, requests, bytes, retries of each line; slow lines show it anyhow",
                read: { $0.evaluator.isTiming }, write: { $0.evaluator.isTiming = $1 }),
            .flag(
                "suggest", "the rest of an older line, dimmed behind the cursor; Right takes it",
                read: { $0.options.suggests }, write: { $0.options.suggests = $1 }),
            .flag(
                "highlight",
                "what is typed is coloured, and the bracket that belongs to the one at the cursor is marked",
                read: { $0.options.highlights }, write: { $0.options.highlights = $1 }),
            .flag(
                "numbers", "each prompt begins with its entry's number, by which Out[n] has the entry's first value",
                read: { $0.options.showsNumbers }, write: { $0.options.showsNumbers = $1 }),
            .flag(
                "lookup", "where a call was given a key in place of an id, the service is asked for the id",
                read: { $0.options.looksUp }, write: { $0.options.looksUp = $1 }),
            .flag(
                "plain", "for screen readers: no columns, no dimmed text, nothing drawn over",
                read: { $0.options.isPlain },
                write: { context, isPlain in
                    context.options.isPlain = isPlain
                    context.evaluator.printer.isPlain = isPlain
                }),
            .choice(
                "expanded", Expansion.allCases.map(\.rawValue), "whether rows become cards",
                read: { $0.evaluator.printer.expanded.rawValue },
                write: { context, name in
                    if let expansion = Expansion(rawValue: name) { context.evaluator.printer.expanded = expansion }
                }),
            PromptOption(
                name: "pager", placeholder: "COMMAND|off",
                summary: "what shows results that are taller than the screen", values: ["off", "less"],
                takesCode: false,
                read: { $0.evaluator.printer.pager.map(PastedKey.shown) ?? "off" },
                write: { context, thread, index throws(CommandError) in
                    try context.refuseRestricted("set")
                    let text = thread.string(at: index) ?? (thread.truth(at: index) ? nil : "off")
                    guard let text else { throw CommandError("pager is a command or off") }
                    context.evaluator.printer.pager = text == "off" || text.isEmpty ? nil : text
                }),
            .flag(
                "progress", "how far long work is, on standard error",
                read: { $0.options.showsProgress }, write: { $0.options.showsProgress = $1 }),
            PromptOption(
                name: "prompt", placeholder: "FUNCTION|\"TEXT\"|nil",
                summary: "a Lua function that returns the prompt, a text, or nil for the standard one",
                values: ["nil"],
                takesCode: true,
                read: { context in
                    switch context.options.form {
                    case .standard: "standard"
                    case .text(let text): "\"\(text)\""
                    case .function: "a function"
                    }
                },
                write: { context, thread, index throws(CommandError) in
                    switch thread.type(at: index) {
                    case .nil, .none: context.options.form = .standard
                    case .string: context.options.form = .text(thread.string(at: index) ?? "")
                    case .function: context.options.form = .function(thread.reference(at: index))
                    case let type: throw CommandError("prompt is a function, a text or nil, not a \(type.name)")
                    }
                }),
        ]
    }

    /// The option of that name.
    static func named(_ name: String, _ context: ReplContext) throws(CommandError) -> PromptOption {
        if let option = all.first(where: { $0.name == name }) { return option }
        let hint = context.host.nearest(name, all.map(\.name)).map { "did you mean \($0)?" } ?? ".set lists them"
        throw CommandError("no option \(name); \(hint)")
    }
}
