/// A key of the prompt that libedit does not bind as people expect. One table; `docs` and tests read it too.
public struct KeyBinding: Sendable {
    /// In libedit's notation, as in `~/.editrc`.
    public let key: String
    /// A command of `editrc(5)`, or one of ours.
    public let command: String
    /// What it does, for people.
    public let help: String

    /// Bound before `~/.editrc` is read, so that it has the last word.
    public static let all: [KeyBinding] = [
        KeyBinding(key: "\\t", command: "ampsh-complete", help: "Tab: complete; twice: list"),
        KeyBinding(key: "^U", command: "vi-kill-line-prev", help: "Ctrl-U: cut to the start of the line"),
        KeyBinding(key: "^W", command: "ed-delete-prev-word", help: "Ctrl-W: cut the word before the cursor"),
        KeyBinding(key: "^R", command: "em-inc-search-prev", help: "Ctrl-R: search backwards"),
        KeyBinding(key: "^S", command: "em-inc-search-next", help: "Ctrl-S: search forwards"),
        KeyBinding(key: "^[p", command: "ed-search-prev-history", help: "M-p: older line that begins like this one"),
        KeyBinding(key: "^[n", command: "ed-search-next-history", help: "M-n: newer line that begins like this one"),
        KeyBinding(key: "^[[5~", command: "ed-search-prev-history", help: "PgUp: as M-p"),
        KeyBinding(key: "^[[6~", command: "ed-search-next-history", help: "PgDn: as M-n"),
        KeyBinding(key: "^[[1;5D", command: "ed-prev-word", help: "Ctrl-Left: a word to the left"),
        KeyBinding(key: "^[[1;5C", command: "em-next-word", help: "Ctrl-Right: a word to the right"),
        KeyBinding(key: "^[[1;3D", command: "ed-prev-word", help: "Alt-Left: a word to the left"),
        KeyBinding(key: "^[[1;3C", command: "em-next-word", help: "Alt-Right: a word to the right"),
        KeyBinding(key: "^[[H", command: "ed-move-to-beg", help: "Home: start of the line"),
        KeyBinding(key: "^[OH", command: "ed-move-to-beg", help: "Home: start of the line"),
        KeyBinding(key: "^[[1~", command: "ed-move-to-beg", help: "Home: start of the line"),
        KeyBinding(key: "^[[7~", command: "ed-move-to-beg", help: "Home: start of the line"),
        KeyBinding(key: "^[[F", command: "ed-move-to-end", help: "End: end of the line"),
        KeyBinding(key: "^[OF", command: "ed-move-to-end", help: "End: end of the line"),
        KeyBinding(key: "^[[4~", command: "ed-move-to-end", help: "End: end of the line"),
        KeyBinding(key: "^[[8~", command: "ed-move-to-end", help: "End: end of the line"),
        KeyBinding(key: "^[[3~", command: "ed-delete-next-char", help: "Delete: cut the character under the cursor"),
        KeyBinding(key: "^[[3;5~", command: "em-delete-next-word", help: "Ctrl-Delete: cut the word after the cursor"),
    ]
}
