extension KeyBinding {
    /// Bound before `~/.editrc` is read, and again after a `bind -v` or `bind -e` in it: what it binds wins.
    public static let all: [KeyBinding] = moving + changing + history + completion + ending

    private static let moving: [KeyBinding] = [
        KeyBinding(.moving, "Left, Ctrl-B", "^B", "ampsh-left", "a character to the left"),
        KeyBinding(.moving, "Left, Ctrl-B", "^[[D", "ampsh-left", "a character to the left"),
        KeyBinding(.moving, "Left, Ctrl-B", "^[OD", "ampsh-left", "a character to the left"),
        KeyBinding(.moving, "Right, Ctrl-F", "^F", "ampsh-right", "a character to the right; takes a suggestion"),
        KeyBinding(.moving, "Right, Ctrl-F", "^[[C", "ampsh-right", "a character to the right; takes a suggestion"),
        KeyBinding(.moving, "Right, Ctrl-F", "^[OC", "ampsh-right", "a character to the right; takes a suggestion"),
        KeyBinding(.moving, "Ctrl-Left, M-b", "^[[1;5D", "ampsh-word-left", "a word to the left"),
        KeyBinding(.moving, "Ctrl-Left, M-b", "^[[1;3D", "ampsh-word-left", "a word to the left"),
        KeyBinding(.moving, "Ctrl-Left, M-b", "^[b", "ampsh-word-left", "a word to the left"),
        KeyBinding(
            .moving, "Ctrl-Right, M-f", "^[[1;5C", "ampsh-word-right", "a word to the right; takes one of a suggestion"),
        KeyBinding(
            .moving, "Ctrl-Right, M-f", "^[[1;3C", "ampsh-word-right", "a word to the right; takes one of a suggestion"),
        KeyBinding(
            .moving, "Ctrl-Right, M-f", "^[f", "ampsh-word-right", "a word to the right; takes one of a suggestion"),
        KeyBinding(.moving, "Home, Ctrl-A", "^A", "ampsh-line-start", "the start of the line"),
        KeyBinding(.moving, "Home, Ctrl-A", "^[[H", "ampsh-line-start", "the start of the line"),
        KeyBinding(.moving, "Home, Ctrl-A", "^[OH", "ampsh-line-start", "the start of the line"),
        KeyBinding(.moving, "Home, Ctrl-A", "^[[1~", "ampsh-line-start", "the start of the line"),
        KeyBinding(.moving, "Home, Ctrl-A", "^[[7~", "ampsh-line-start", "the start of the line"),
        KeyBinding(.moving, "End, Ctrl-E", "^E", "ampsh-line-end", "the end of the line; takes a suggestion"),
        KeyBinding(.moving, "End, Ctrl-E", "^[[F", "ampsh-line-end", "the end of the line; takes a suggestion"),
        KeyBinding(.moving, "End, Ctrl-E", "^[OF", "ampsh-line-end", "the end of the line; takes a suggestion"),
        KeyBinding(.moving, "End, Ctrl-E", "^[[4~", "ampsh-line-end", "the end of the line; takes a suggestion"),
        KeyBinding(.moving, "End, Ctrl-E", "^[[8~", "ampsh-line-end", "the end of the line; takes a suggestion"),
    ]

    private static let changing: [KeyBinding] = [
        KeyBinding(.changing, "Backspace, Ctrl-H", nil, nil, "delete the character before the cursor"),
        KeyBinding(.changing, "Delete", "^[[3~", "ampsh-delete", "delete the character under the cursor"),
        KeyBinding(.changing, "Ctrl-Delete, M-d", "^[[3;5~", "ampsh-cut-word", "cut the word after the cursor"),
        KeyBinding(.changing, "Ctrl-Delete, M-d", "^[d", "ampsh-cut-word", "cut the word after the cursor"),
        KeyBinding(.changing, "Ctrl-W", "^W", "ampsh-cut-word-back", "cut the word before the cursor"),
        KeyBinding(.changing, "Ctrl-U", "^U", "ampsh-cut-to-start", "cut to the start of the line"),
        KeyBinding(.changing, "Ctrl-K", "^K", "ampsh-cut-to-end", "cut to the end of the line"),
        KeyBinding(.changing, "Ctrl-Y", "^Y", "ampsh-put-back", "put back what was cut last"),
        KeyBinding(.changing, "Ctrl-T", "^T", "ed-transpose-chars", "swap the two characters before the cursor"),
        KeyBinding(.changing, "Ctrl-_, Ctrl-X Ctrl-U", "^_", "ampsh-undo", "undo the last change"),
        KeyBinding(.changing, "Ctrl-_, Ctrl-X Ctrl-U", "^X^U", "ampsh-undo", "undo the last change"),
        KeyBinding(.changing, "M-_", "^[_", "ampsh-redo", "redo what was undone"),
        KeyBinding(.changing, "Ctrl-V", "^V", "ampsh-quote", "put the next key in as it is"),
    ]

    private static let history: [KeyBinding] = [
        KeyBinding(.history, "Up", "^[[A", "ampsh-up", "the line above in a block, else the entry before"),
        KeyBinding(.history, "Up", "^[OA", "ampsh-up", "the line above in a block, else the entry before"),
        KeyBinding(.history, "Down", "^[[B", "ampsh-down", "the line below in a block, else the entry after"),
        KeyBinding(.history, "Down", "^[OB", "ampsh-down", "the line below in a block, else the entry after"),
        KeyBinding(.history, "Ctrl-P", "^P", "ampsh-older", "the entry before; a block is one entry"),
        KeyBinding(.history, "Ctrl-N", "^N", "ampsh-newer", "the entry after"),
        KeyBinding(
            .history, "PgUp, M-p", "^[[5~", "ampsh-older-alike", "an older entry that begins as the line does"),
        KeyBinding(.history, "PgUp, M-p", "^[p", "ampsh-older-alike", "an older entry that begins as the line does"),
        KeyBinding(.history, "PgDn, M-n", "^[[6~", "ampsh-newer-alike", "a newer entry that begins as the line does"),
        KeyBinding(.history, "PgDn, M-n", "^[n", "ampsh-newer-alike", "a newer entry that begins as the line does"),
        KeyBinding(.history, "M-<", "^[<", "ampsh-oldest", "the oldest entry"),
        KeyBinding(.history, "M->", "^[>", "ampsh-newest", "the line that is being written"),
        KeyBinding(
            .history, "Ctrl-R", "^R", "ampsh-search-older",
            "search backwards; again for the next, Ctrl-G gives up, Enter runs, other keys act on what is found"),
        KeyBinding(.history, "Ctrl-S", "^S", "ampsh-search-newer", "search forwards"),
    ]

    private static let completion: [KeyBinding] = [
        KeyBinding(
            .completion, "Tab", "\\t", "ampsh-complete",
            "complete; where several fit, show them: Tab and the arrows move, Enter takes one, typing narrows, Escape leaves"
        ),
        KeyBinding(.completion, "Shift-Tab", "^[[Z", "ampsh-complete-back", "back in what is shown"),
    ]

    private static let ending: [KeyBinding] = [
        KeyBinding(.ending, "Enter", "^M", "ampsh-enter", "run the text, or begin another line where it is not whole"),
        KeyBinding(.ending, "Enter", "^J", "ampsh-enter", "run the text, or begin another line where it is not whole"),
        KeyBinding(.ending, "M-Enter", "^[^M", "ampsh-new-line", "begin another line in any case"),
        KeyBinding(.ending, "M-Enter", "^[^J", "ampsh-new-line", "begin another line in any case"),
        KeyBinding(.ending, "Ctrl-C", nil, nil, "drop the line; while something runs: stop it"),
        KeyBinding(
            .ending, "Ctrl-D", "^D", "ampsh-delete-or-leave",
            "leave, where nothing is written; drop a block, on its empty last line; else delete the character under the cursor"
        ),
        KeyBinding(.ending, "Ctrl-Z", nil, nil, "stop the shell for now; fg brings it and the line back"),
        KeyBinding(.ending, "Ctrl-L", "^L", "ampsh-clear-screen", "clear the screen and keep the line"),
    ]

    /// What libedit binds by itself in emacs mode: the key reader passes on only those sequences that it knows.
    static let inherited: [(key: String, command: String)] = [
        ("^[^H", "ampsh-cut-word-back"), ("^[^?", "ampsh-cut-word-back"), ("^[^L", "ampsh-clear-screen"),
        ("^[^_", "em-copy-prev-word"), ("^[B", "ampsh-word-left"), ("^[F", "ampsh-word-right"),
        ("^[D", "ampsh-cut-word"), ("^[c", "em-capitol-case"), ("^[C", "em-capitol-case"),
        ("^[l", "em-lower-case"), ("^[L", "em-lower-case"), ("^[u", "em-upper-case"), ("^[U", "em-upper-case"),
    ]

    /// Letters of vi's command mode, whose own commands know nothing of our history and undo.
    static let viCommands: [(key: String, command: String)] = [
        ("u", "ampsh-undo"), ("k", "ampsh-older"), ("-", "ampsh-older"), ("j", "ampsh-newer"), ("+", "ampsh-newer"),
        ("K", "ampsh-older-alike"), ("J", "ampsh-newer-alike"), ("G", "ampsh-oldest"),
        ("/", "ampsh-search-older"), ("?", "ampsh-search-newer"), ("n", "ampsh-search-older"),
        ("N", "ampsh-search-newer"),
    ]
}
