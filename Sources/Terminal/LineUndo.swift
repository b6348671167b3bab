/// Undo by snapshots of the line: a run of typed characters is a step for each word, a run of deleted characters is
/// one, and so is everything else that changes the line at once (a kill, a paste, a completion, a recalled entry).
struct LineUndo {
    private enum Run: Equatable {
        case none, typing(wordEnded: Bool), deleting
    }

    /// Bounds of what is kept, in steps and in characters of all steps together.
    static let maximumSteps = 500
    static let maximumCharacters = 1 << 20

    private var steps: [EditedLine] = []
    private var undone: [EditedLine] = []
    private var characters = 0
    private var run = Run.none
    private(set) var current: EditedLine

    init(_ line: EditedLine = EditedLine()) { current = line }

    /// Takes the line as it is after a key.
    mutating func note(_ line: EditedLine) {
        guard line.scalars != current.scalars else {
            if line.cursor != current.cursor { run = .none }
            current.cursor = line.cursor
            return
        }
        let next = Self.run(from: current, to: line)
        switch (run, next) {
        case (.typing(let wordEnded), .typing(let isBlank)) where !wordEnded || isBlank: break
        case (.deleting, .deleting): break
        default: keep(current)
        }
        run = next
        undone = []
        current = line
    }

    /// The line before the last step.
    mutating func undo() -> EditedLine? {
        guard let line = steps.popLast() else { return nil }
        characters -= line.scalars.count
        undone.append(current)
        run = .none
        current = line
        return line
    }

    /// The line before the last undo.
    mutating func redo() -> EditedLine? {
        guard let line = undone.popLast() else { return nil }
        keep(current)
        run = .none
        current = line
        return line
    }

    private mutating func keep(_ line: EditedLine) {
        steps.append(line)
        characters += line.scalars.count
        while steps.count > 1, steps.count > Self.maximumSteps || characters > Self.maximumCharacters {
            characters -= steps.removeFirst().scalars.count
        }
    }

    /// What one key did: put a character in at the cursor, took the one before it, or something else.
    private static func run(from old: EditedLine, to new: EditedLine) -> Run {
        if new.scalars.count == old.scalars.count + 1, new.cursor == old.cursor + 1,
            new.scalars[..<old.cursor] == old.scalars[..<old.cursor],
            new.scalars[new.cursor...] == old.scalars[old.cursor...]
        {
            return .typing(wordEnded: new.scalars[old.cursor].properties.isWhitespace)
        }
        if new.scalars.count == old.scalars.count - 1, new.cursor == old.cursor - 1,
            new.scalars[..<new.cursor] == old.scalars[..<new.cursor],
            new.scalars[new.cursor...] == old.scalars[old.cursor...]
        {
            return .deleting
        }
        return .none
    }
}
