import TextLayout

/// The texts of `--help` and of the command page, derived from the option table.
struct HelpPage: Sendable {
    let table: OptionTable

    init(table: OptionTable = .all) { self.table = table }

    /// The page that `ampsh --help` prints, at most 80 columns wide.
    var text: String {
        var lines = [
            "ampsh \(Version.number): a Lua shell for Amplitude Experiment", "",
            "Usage: ampsh [OPTION...] [FILE.lua | - [ARG...]]", "       ampsh [OPTION...] SUBCOMMAND ...", "",
            "Without FILE: a prompt on a terminal, else the script on standard input.",
        ]
        for group in OptionEntry.Group.allCases {
            lines += ["", "\(group.rawValue):"]
            for entry in table.entries where entry.group == group && !entry.isLater {
                lines += Self.row(entry.synopsis, Self.explanation(of: entry))
            }
        }
        lines += ["", "Subcommands:"]
        for subcommand in Subcommand.allCases where !subcommand.isLater {
            lines += Self.row(subcommand.rawValue, subcommand.meaning)
        }
        lines += ["", "Exit codes:"]
        for code in ExitCode.allCases {
            lines += Self.row("\(code.rawValue)", code.meaning.filter { $0 != "`" })
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The meaning with what else is to be said: the variables beside an option, and the default.
    private static func explanation(of entry: OptionEntry) -> String {
        var notes: [String] = []
        if !entry.spellings.isEmpty, !entry.variables.isEmpty {
            notes.append(entry.variables.map { "$\($0)" }.joined(separator: ", "))
        }
        if let standard = entry.standard { notes.append("default: \(standard.text)") }
        return entry.meaning + (notes.isEmpty ? "" : " [\(notes.joined(separator: "; "))]")
    }

    private static let width = 80
    private static let indent = 24

    /// A name and its explanation beside it, wrapped; below it when the name is too long.
    private static func row(_ name: String, _ explanation: String) -> [String] {
        let wrapped = TextWrap.lines(of: explanation, width: width - indent)
        let left = "  \(name)"
        let margin = String(repeating: " ", count: indent)
        guard left.count < indent - 1 else { return [left] + wrapped.map { margin + $0 } }
        let first = left + String(repeating: " ", count: indent - left.count) + (wrapped.first ?? "")
        return [first] + wrapped.dropFirst().map { margin + $0 }
    }
}
