import LuaBridge
import Testing

/// Takes portions of steps towards one value and hands it to `look`, on top of the stack. What stands for null is the text
/// `no value`; arrays have a metatable with a field `isArray`.
private func build(_ portions: [[LuaStep]], _ look: (LuaThread) throws -> Void) throws {
    try withState { (lua) throws in
        try lua.push(marks: marks) { builder in
            for steps in portions { try steps.withUnsafeBufferPointer { try builder.take($0) } }
        }
        try look(lua)
        lua.pop()
    }
}

private func marks(on thread: LuaThread) {
    thread.push("no value")
    thread.pushTable()
    thread.push(true)
    thread.rawSet("isArray", at: -2)
}

/// Runs `body` with the steps of texts that live as long.
private func withTexts(_ texts: [String], _ body: ([UnsafeRawBufferPointer]) throws -> Void) rethrows {
    let copies = texts.map { text in
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, text.utf8.count), alignment: 1)
        copy.copyBytes(from: text.utf8)
        return UnsafeRawBufferPointer(rebasing: copy[..<text.utf8.count])
    }
    defer { for copy in copies { copy.deallocate() } }
    try body(copies)
}

@Test func eachStepBecomesItsValue() throws {
    try withTexts(["a", "b", "c", "d", "e", "f", "text"]) { texts in
        let steps: [LuaStep] = [
            .object(count: 6), .key(texts[0]), .integer(-7), .key(texts[1]), .number(0.5), .key(texts[2]), .bool(true),
            .key(texts[3]), .bool(false), .key(texts[4]), .string(texts[6]), .key(texts[5]), .array(count: 2), .null,
            .object(count: 0), .end, .end, .end,
        ]
        try build([steps]) { lua in
            lua.rawSetGlobal("t")
            try lua.run(
                """
                assert(math.type(t.a) == "integer" and t.a == -7 and t.b == 0.5 and t.c == true and t.d == false)
                assert(t.e == "text" and #t.f == 2 and t.f[1] == "no value" and next(t.f[2]) == nil)
                assert(getmetatable(t.f).isArray and not getmetatable(t) and not getmetatable(t.f[2]))
                return t
                """, results: 1)
        }
    }
}

@Test func aLoneValueNeedsNoContainer() throws {
    try build([[.null]]) { #expect($0.string(at: 1) == "no value") }
    try build([[.integer(1)]]) { #expect($0.integer(at: 1) == 1) }
}

@Test func aNullMakesNoFieldAndTakesAwayAnEarlierOne() throws {
    try withTexts(["x"]) { texts in
        let steps: [LuaStep] = [
            .object(count: 1), .key(texts[0]), .integer(1), .key(texts[0]), .null, .end,
        ]
        try build([steps]) {
            #expect($0.rawGet("x", at: 1) == .nil && $0.size(at: 1).names == 0); $0.pop()
        }
    }
}

@Test(arguments: [0, 1, 3, 500])
func aCountIsNoMoreThanAHint(_ count: Int) throws {
    try withTexts(["x", "y"]) { texts in
        let steps: [LuaStep] = [
            .object(count: count), .key(texts[0]), .integer(1), .key(texts[1]), .array(count: count), .integer(2),
            .integer(3), .integer(4), .end, .end,
        ]
        try build([steps]) { lua in
            lua.rawSetGlobal("t")
            try lua.run("assert(t.x == 1 and table.concat(t.y, ' ') == '2 3 4') return t", results: 1)
        }
    }
}

@Test func aValueMayEndInAnotherPortionThanItBegan() throws {
    try withTexts(["x", "y"]) { texts in
        let steps: [LuaStep] = [
            .object(count: 2), .key(texts[0]), .array(count: 2), .integer(1), .string(texts[1]), .end, .key(texts[1]),
            .integer(2), .end,
        ]
        try build(steps.map { [$0] }) { lua in
            lua.rawSetGlobal("t")
            try lua.run("assert(t.x[1] == 1 and t.x[2] == 'y' and t.y == 2) return t", results: 1)
        }
    }
}

@Test func textsThatLookAlikeAreToldApart() throws {
    // The same beginning, the same end, and each length up to more than Lua interns; twice, so that the second may be found.
    var texts = (1...48).map { String(repeating: "a", count: $0) }
    for middle in ["b", "c", "d"] {
        texts += (17...48).map { "aaaaaaaa" + String(repeating: middle, count: $0 - 16) + "aaaaaaaa" }
    }
    texts.append("")
    texts += texts.reversed()
    try withTexts(texts) { bytes in
        let items = bytes.map { LuaStep.string($0) }
        try build([[.array(count: items.count)] + items + [.end]]) { lua in
            for (place, text) in texts.enumerated() {
                lua.rawGet(place + 1, at: 1)
                #expect(lua.string(at: -1) == text)
                lua.pop()
            }
        }
    }
}

@Test func aBuilderIsAsNewAfterAValueThatWasGivenUp() throws {
    struct GivenUp: Error {}
    try withTexts(["name", "word"]) { texts in
        let begun: [LuaStep] = [.object(count: 1), .key(texts[0]), .array(count: 3), .string(texts[1])]
        let whole = begun + [.end, .end]
        try withState { (lua) throws in
            for _ in 1...3 {
                #expect(throws: GivenUp.self) {
                    try lua.push(marks: marks) { builder in
                        try begun.withUnsafeBufferPointer { try builder.take($0) }
                        throw GivenUp()
                    }
                }
                #expect(lua.top == 0)
                try lua.push(marks: marks) { builder in try whole.withUnsafeBufferPointer { try builder.take($0) } }
                lua.rawSetGlobal("t")
                try lua.run("assert(#t.name == 1 and t.name[1] == 'word')")
            }
        }
    }
}

/// A builder that is at work when another value is wanted, as a finalizer may want one.
@Test func oneValueMayBeBuiltWhileAnotherIs() throws {
    try withTexts(["name", "word"]) { texts in
        let steps: [LuaStep] = [.object(count: 1), .key(texts[0]), .string(texts[1]), .end]
        try withState { (lua) throws in
            try lua.push(marks: marks) { outer in
                try steps[..<2].withUnsafeBufferPointer { try outer.take(UnsafeBufferPointer(rebasing: $0[...])) }
                try lua.push(marks: marks) { inner in try steps.withUnsafeBufferPointer { try inner.take($0) } }
                lua.rawSetGlobal("inner")
                try steps[2...].withUnsafeBufferPointer { try outer.take(UnsafeBufferPointer(rebasing: $0[...])) }
            }
            lua.rawSetGlobal("outer")
            try lua.run("assert(outer ~= inner and outer.name == 'word' and inner.name == 'word')")
        }
    }
}

@Test func codeThatClosesTheBuildersThreadEndsNoProcess() throws {
    try withTexts(["name", "word"]) { texts in
        let steps: [LuaStep] = [.object(count: 1), .key(texts[0]), .string(texts[1]), .end]
        let close = """
            for _, v in pairs(debug.getregistry()) do
              if type(v) == "thread" and v ~= coroutine.running() then coroutine.close(v) end
            end
            """
        try withState { (lua) throws in
            for _ in 1...2 {
                try lua.push(marks: marks) { builder in try steps.withUnsafeBufferPointer { try builder.take($0) } }
                #expect(lua.rawGet("name", at: -1) == .string && lua.string(at: -1) == "word")
                lua.pop(2)
                try lua.run(close)
            }
            // Between two portions, as a finalizer may.
            #expect(throws: LuaValueBuilder.Failure.self) {
                try lua.push(marks: marks) { builder in
                    try steps[..<2].withUnsafeBufferPointer { try builder.take(UnsafeBufferPointer(rebasing: $0[...])) }
                    try lua.run(close)
                    try steps[2...].withUnsafeBufferPointer { try builder.take(UnsafeBufferPointer(rebasing: $0[...])) }
                }
            }
            #expect(lua.top == 0)
        }
    }
}
