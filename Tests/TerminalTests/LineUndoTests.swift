import Testing

@testable import Terminal

@Suite
struct LineUndoTests {
    private func typed(_ text: String, into undo: inout LineUndo) {
        for character in text.unicodeScalars {
            undo.note(undo.current.inserting(EditedLine.string([character])))
        }
    }

    @Test func aTypedWordIsAStep() {
        var undo = LineUndo()
        typed("one two  three", into: &undo)
        #expect(undo.undo()?.text == "one two  ")
        #expect(undo.undo()?.text == "one ")
        #expect(undo.undo()?.text == "")
        #expect(undo.undo() == nil)
    }

    @Test func aKillOrPasteIsAStepOfItsOwn() {
        var undo = LineUndo()
        typed("abc", into: &undo)
        undo.note(EditedLine("abc pasted text"))
        typed("def", into: &undo)
        undo.note(EditedLine(""))
        #expect(undo.undo()?.text == "abc pasted textdef")
        #expect(undo.undo()?.text == "abc pasted text")
        #expect(undo.undo()?.text == "abc")
    }

    @Test func aRunOfBackspacesIsAStep() {
        var undo = LineUndo()
        typed("word", into: &undo)
        for count in [3, 2, 1] { undo.note(EditedLine(String("word".prefix(count)))) }
        #expect(undo.undo()?.text == "word")
    }

    @Test func movingBeginsAStep() {
        var undo = LineUndo()
        typed("ab", into: &undo)
        undo.note(EditedLine(scalars: Array("ab".unicodeScalars), cursor: 0))
        typed("xy", into: &undo)
        #expect(undo.undo()?.text == "ab")
        #expect(undo.current.cursor == 0)
        #expect(undo.undo()?.text == "")
    }

    @Test func redoTakesAnUndoBackUntilSomethingIsTyped() {
        var undo = LineUndo()
        typed("one two", into: &undo)
        _ = undo.undo()
        _ = undo.undo()
        #expect(undo.redo()?.text == "one ")
        #expect(undo.redo()?.text == "one two")
        #expect(undo.redo() == nil)
        _ = undo.undo()
        typed("x", into: &undo)
        #expect(undo.redo() == nil)
        #expect(undo.undo()?.text == "one ")
    }

    @Test func whatIsKeptHasBounds() {
        var undo = LineUndo()
        let long = String(repeating: "x", count: LineUndo.maximumCharacters / 2)
        for number in 0..<8 { undo.note(EditedLine("\(number)" + long)) }
        var steps = 0
        while undo.undo() != nil { steps += 1 }
        #expect(steps == 1)
        undo = LineUndo()
        for number in 0..<LineUndo.maximumSteps * 2 { undo.note(EditedLine("\(number) lines")) }
        steps = 0
        while undo.undo() != nil { steps += 1 }
        #expect(steps == LineUndo.maximumSteps)
    }
}
