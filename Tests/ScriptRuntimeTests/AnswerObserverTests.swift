import LuaBridge
import ManagementAPI
import ScriptRuntime
import Testing

/// What an observer notes: the target, the call, and how many objects the value holds.
private final class Notes {
    var lines: [String] = []

    func note(_ sight: AnswerObserver.Sight, _ thread: LuaThread) {
        lines.append(
            "\(sight.target.name) \(sight.endpoint.id) \(thread.type(at: -1) == .table ? thread.size(at: -1).items : 0)"
        )
    }
}

struct AnswerObserverTests {
    @Test func everyAnswerThatHoldsObjectsIsSeenOnce() throws {
        let fixture = try RuntimeFixture(experiments: 3)
        let notes = Notes()
        fixture.observer.onAnswer = notes.note
        try fixture.run(
            """
            experiments.list{limit = 2}
            for _ in experiments.each{limit = 2} do end
            experiments.all{}
            experiments.get(1)
            experiments.create{projectId = "1", key = "new"}
            experiments.activate(1)
            pcall(experiments.get, 99)
            connect{profile = "staging"}.experiments.get(2)
            parallel({1, 2}, experiments.get)
            """)
        #expect(
            notes.lines == [
                "sandbox experiments.list 2", "sandbox experiments.list 2", "sandbox experiments.list 1",
                "sandbox experiments.list 3", "sandbox experiments.get 0", "sandbox experiments.create 0",
                "staging experiments.get 0", "sandbox experiments.get 0", "sandbox experiments.get 0",
            ])
    }

    /// Else a script that goes over a hundred thousand objects would keep something of each.
    @Test func nothingIsSeenWhereNobodyLooks() throws {
        let fixture = try RuntimeFixture(experiments: 3)
        let notes = Notes()
        fixture.observer.onAnswer = notes.note
        fixture.observer.isOn = false
        try fixture.run("experiments.list{limit = 2} for _ in experiments.each{} do end experiments.get(1)")
        #expect(notes.lines == [])
    }

    /// The functions of the session name no target: they go to the one that it talks to at present.
    @Test func aFunctionIsKnownWhereverItIsKept() throws {
        let fixture = try RuntimeFixture()
        try fixture.run(
            """
            local other = connect{profile = "staging"}
            names = {experiments.get, other.experiments.get, other.request, json.encode, experiments, print, 1}
            """)
        let lua = fixture.state.main
        lua.rawGetGlobal("names")
        defer { lua.setTop(0) }
        let names = (1...7).map { index -> String in
            lua.rawGet(index, at: 1)
            defer { lua.pop() }
            guard let name = fixture.runtime.functionName(at: -1, of: lua) else { return "-" }
            return "\(name.name) \(name.target ?? "-")"
        }
        #expect(
            names == [
                "experiments.get -", "experiments.get staging https://staging.example",
                "request staging https://staging.example", "json.encode -", "experiments -", "-", "-",
            ])
        lua.rawGet(1, at: 1)
        #expect(fixture.runtime.summary(at: -1, of: lua) == "Reads one experiment.")
    }
}
