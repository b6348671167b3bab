import CEdit

/// The editor's own commands, by their numbers in CEdit.
enum LineCommand: UInt32 {
    case complete = 0, undo, redo, older, newer, olderAlike, newerAlike, oldest, newest, searchOlder, searchNewer
    case left, right, wordRight, lineEnd, clearScreen, apply, completeBack, up, down, wordLeft, lineStart, delete
    case deleteOrLeave, cutWord, cutWordBack, cutToStart, cutToEnd, putBack, enter, newLine
}
