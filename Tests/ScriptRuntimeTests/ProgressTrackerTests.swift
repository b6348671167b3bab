import APIClient
import LuaBridge
import Testing

@testable import ScriptRuntime

struct ProgressTrackerTests {
    private func work(_ count: WorkCount) -> [Int?] { [count.done, count.total] }

    @Test func theOutermostWorkCounts() {
        let meter = ProgressTracker()
        meter.noteCall()
        #expect(meter.current.kind == .calls)
        meter.note(iterator: meter.newIterator(), done: 7)
        #expect(meter.current.kind == .each)
        let outer = meter.begin(.parallel, total: 3)
        let inner = meter.begin(.all)
        meter.advance(inner, by: 1000)
        meter.advance(outer)
        #expect(meter.current == WorkCount(kind: .parallel, id: outer, done: 1, total: 3))
        #expect(meter.batch?.id == outer)
        meter.end(inner)
        meter.end(outer)
        #expect(meter.current.kind == .each)
        #expect(meter.batch == nil)
        meter.reset()
        #expect(meter.current.kind == .calls)
        #expect(meter.current.done == 0)
    }

    @Test func whatWasStoppedIsAccountedForUntilSomethingElseIsDone() {
        let meter = ProgressTracker()
        let outer = meter.begin(.parallel, total: 9)
        let inner = meter.begin(.parallel, total: 2)
        meter.advance(outer, by: 4)
        meter.end(inner, wasStopped: true)
        meter.end(outer, wasStopped: true)
        #expect(work(meter.account) == [4, 9])
        meter.noteCall()
        #expect(meter.account.kind == .calls)
    }

    @Test func theFunctionsCountWhatTheyDo() throws {
        let meter = ProgressTracker()
        let server = ExperimentServer(count: 7)
        let fixture = try RuntimeFixture(meter: meter) { .answer(server.answer($0)) }
        var seen: [WorkCount] = []
        let note = { (lua: RuntimeFixture) in
            lua.state.main.push(function: { _ in
                seen.append(meter.current)
                return .nothing
            })
            lua.state.main.rawSetGlobal("note")
        }
        note(fixture)
        try fixture.run("parallel({1, 2, 3}, function(i) experiments.get(i) if i == 3 then note() end end)")
        #expect(seen.last.map(work) == [2, 3])
        try fixture.run("for e in experiments.each{limit = 2} do last = e end note()")
        #expect(seen.last.map(work) == [7, nil])
        #expect(seen.last?.kind == .each)
        meter.reset()
        try fixture.run("experiments.get(1) experiments.get(2) note()")
        #expect(seen.last.map(work) == [2, nil])
        #expect(seen.last?.kind == .calls)
        fixture.transport.reply = { request in
            seen.append(meter.current)
            return .answer(server.answer(request))
        }
        try fixture.run("experiments.all{limit = 3}")
        #expect(seen.suffix(3).map(\.done) == [0, 3, 6])
        #expect(seen.last?.kind == .all)
        #expect(meter.batch == nil)
    }

    @Test func aFailedParallelIsNoLongerWorkThatRuns() throws {
        let meter = ProgressTracker()
        let fixture = try RuntimeFixture(meter: meter) { _ in .answer(ExperimentServer.missing("1")) }
        try fixture.run("pcall(parallel, {1, 2}, experiments.get) pcall(experiments.all)")
        #expect(meter.batch == nil)
    }
}
