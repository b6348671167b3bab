import Repl
import Terminal

/// The page docs/PROMPT.md, derived from the tables of keys, commands and options.
struct PromptPage {
    /// The variables that concern the prompt and are no option's.
    private static let otherVariables = [
        ("VISUAL, EDITOR", "the editor of `.edit`; the first that is set, else `vi`"),
        ("TMPDIR", "where `.edit` keeps its file for a moment; else `/tmp`"),
        ("TERM", "`dumb` means no sequences at all: nothing dimmed, nothing drawn over"),
        ("COLUMNS, LINES", "the size of the terminal, where it is not to be measured"),
        ("LC_ALL, LC_CTYPE, LANG", "the character set of the terminal"),
    ]

    /// The whole page.
    var markdown: String {
        let parts = [intro, keys, reading, commands, functions, options, results, variables, files]
        return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var intro: [String] {
        [
            "# The prompt", "", "Generated from the tables of the code by `make docs`; changes made here are lost.", "",
            "`ampsh` without a script opens it on a terminal, `ampsh -i` after a script or on a pipe. A line is tried as an",
            "expression first, whose values are printed; else it is run as statements. A line that is not whole goes on at",
            "`>> `; Ctrl-C drops it.",
        ]
    }

    private var keys: [String] {
        ["## Keys", "", "`~/.editrc` has the last word; `bind -v` there asks for the keys of vi.", ""]
            + KeyBinding.Group.allCases.map { group in
                let rows = KeyBinding.shown.filter { $0.group == group }.map { ("`\($0.name)`", $0.help) }
                return (["### \(group.rawValue)", ""] + Self.table(["key", "does"], rows)).joined(separator: "\n")
            }.joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private var reading: [String] {
        ["## What a line may be", ""]
            + Self.table(
                ["line", "does"],
                [
                    ("Lua", "is run; the values of an expression are printed"),
                    ("Lua and `;` at its end", "is run; nothing is printed"),
                    ("`= x`", "prints `x`, as the prompt of Lua 5.1 did"),
                    ("`x?`, `help(x)`", "shows help about `x`"),
                    ("`x??`", "shows the source of a Lua function: from its file or from the entry that made it"),
                    ("`.name`", "a command, at the primary prompt only"),
                    ("`exit`, `quit`, `quit(2)`", "leaves, with that code, where no global has that name"),
                    ("a line that begins with a space", "is run, and kept out of the history and of `.save`"),
                ])
    }

    private var commands: [String] {
        [
            "## Commands", "",
            "Words may be quoted. A file name may begin with `~/`. `.help NAME` shows one of them.", "",
        ]
            + Self.table(
                ["command", "does"],
                CommandTable.standard.rows.map { row in
                    let others = row.aliases.map { "`.\($0)`" }.joined(separator: ", ")
                    return ("`\(row.synopsis)`\(others.isEmpty ? "" : ", \(others)")", row.summary)
                })
    }

    private var functions: [String] {
        [
            "## The same in Lua", "",
            "Each command is a function of the table `shell`, which is also in `require \"ampsh\"`. Those of the prompt raise",
            "where none is open; the rc file counts as a prompt.", "",
        ]
            + Self.table(
                ["function", "where", "does"],
                CommandTable.standard.rows.map { row in
                    (
                        "`\(row.twin.signature)`",
                        row.twin.scope == .prompt ? "prompt | \(row.twin.text)" : "everywhere | \(row.twin.text)"
                    )
                })
    }

    private var options: [String] {
        [
            "## Options", "", "`.set NAME VALUE`, `shell.set(name, value)`; in the rc file they hold for every prompt.",
            "",
        ]
            + Self.table(
                ["option", "values", "means"],
                PromptOption.all.map { option in
                    ("`\(option.name)`", "\(Self.escaped("`\(option.placeholder)`")) | \(option.summary)")
                }, isEscaped: true)
    }

    private var results: [String] {
        ["## Results", ""]
            + Self.table(
                ["variable", "holds"],
                [
                    (
                        "`_`",
                        "the first value of the last line that had any; assigned by hand it is yours until it is nil"
                    ),
                    ("`_1`, `_2`, ...", "all values of that line"),
                    (
                        "`Out[n]`",
                        "the first value of entry n, of the last 64 that had any; `.set numbers on` shows the numbers"
                    ),
                    ("`_error`", "what the last error raised; `.traceback` shows where"),
                ])
    }

    private var variables: [String] {
        let ids: [OptionID] = [.history, .pager, .output, .color, .log]
        let rows = ids.compactMap { OptionTable.all[$0] }.map { entry in
            (entry.variables.map { "`\($0)`" }.joined(separator: ", "), entry.meaning)
        }
        let others = Self.otherVariables.map { names, meaning in
            (names.split(separator: ",").map { "`\($0.drop { $0 == " " })`" }.joined(separator: ", "), meaning)
        }
        return ["## Variables", "", "[COMMAND.md](COMMAND.md) has all of them.", ""]
            + Self.table(["variable", "means"], rows + others)
    }

    private var files: [String] {
        ["## Files", ""]
            + Self.table(
                ["file", "holds"],
                [
                    ("`$XDG_CONFIG_HOME/ampsh/init.lua`", "Lua that runs before each prompt; `--norc` leaves it out"),
                    (
                        "`$XDG_STATE_HOME/ampsh/history`",
                        "the entries, mode 0600; nothing that looks like a key or holds one in use"
                    ),
                    ("`~/.editrc`", "keys, for all programs with this line editor"),
                ])
    }

    private static func table(_ heads: [String], _ rows: [(String, String)], isEscaped: Bool = false) -> [String] {
        let line = "| \(heads.joined(separator: " | ")) |"
        let rule = "| \(heads.map { _ in "---" }.joined(separator: " | ")) |"
        return [line, rule]
            + rows.map { first, rest in
                let rest = isEscaped || heads.count > 2 ? rest : escaped(rest)
                return "| \(escaped(first)) | \(rest.split(separator: "\n").joined(separator: " ")) |"
            }
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
