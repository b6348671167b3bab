import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Platform
import Reactor
import ScriptRuntime
import TestSupport
import Testing

/// Code that waits for an answer that never comes, or never ends by itself.
private let endless: [String] = [
    "experiments.get(1)",
    "experiments.list()",
    "experiments.all()",
    "for e in experiments.each{} do end",
    "request('GET', '/x')",
    "parallel({1, 2, 3}, experiments.get)",
    "parallel({1, 2, 3}, function(i) pcall(experiments.get, i) ; while true do pcall(experiments.get, i) end end)",
    "parallel({1, 2}, function(i) return parallel({1, 2}, experiments.get) end)",
    "parallel(experiments.each{}, print)",
    "parallel({1, 2}, function() table.sort({3, 2, 1}, function(a, b) experiments.get(1) ; return a < b end) end)",
    "parallel({1}, function() local c <close> = setmetatable({}, {__close = function() experiments.get(2) end}) ; experiments.get(1) end)",
    "parallel({1}, function() local c <close> = setmetatable({}, {__close = function() closed = 1 end}) ; experiments.get(1) ; while true do end end)",
    "coroutine.wrap(function() parallel({1, 2}, experiments.get) end)()",
    "coroutine.wrap(function() experiments.get(1) end)()",
    "table.sort({3, 2, 1}, function(a, b) experiments.get(1) ; return a < b end)",
    "pcall(experiments.get, 1) ; while true do pcall(experiments.get, 1) end",
]

/// After an interrupt everything works again.
private func checkUsable(_ fixture: RuntimeFixture, _ code: String) throws {
    let server = ExperimentServer(count: 3)
    fixture.transport.reply = { .answer(server.answer($0)) }
    #expect(fixture.transport.inFlight == 0, "\(code)")
    #expect(fixture.client.pendingCalls == 0, "\(code)")
    #expect(fixture.state.main.top == 0, "\(code)")
    try fixture.run(
        """
        assert(experiments.get(1).id == "1")
        assert(#parallel({1, 2, 3}, experiments.get) == 3)
        assert(#experiments.all{limit = 1} == 3)
        sleep(1)
        """)
}

@Test func anInterruptEndsACallThatIsUnderWay() throws {
    for code in endless {
        for delay in [Duration.zero, .milliseconds(100)] {
            let fixture = try RuntimeFixture { _ in .hold }
            let interrupter = fixture.state.interrupter
            fixture.reactor.schedule(after: delay) { interrupter.interrupt(reason: 1) }
            let error = try fixture.failure(of: code)
            #expect(
                fixture.runtime.apiError(error)?.kind == .interrupted, "\(code): \(fixture.runtime.message(of: error))")
            #expect(fixture.state.interruptReason == 1)
            fixture.state.clearInterrupt()
            try checkUsable(fixture, code)
        }
    }
}

@Test func anInterruptThatComesWhileSendingEndsTheCall() throws {
    for code in endless {
        let fixture = try RuntimeFixture { _ in .hold }
        let interrupter = fixture.state.interrupter
        fixture.transport.reply = { _ in
            interrupter.interrupt(reason: 1)
            return .hold
        }
        let error = try fixture.failure(of: code)
        #expect(fixture.runtime.apiError(error)?.kind == .interrupted, "\(code): \(fixture.runtime.message(of: error))")
        fixture.state.clearInterrupt()
        try checkUsable(fixture, code)
    }
}

@Test func anInterruptBetweenPagesAsksForNoMore() throws {
    let server = ExperimentServer(count: 10)
    for code in ["experiments.all{limit = 1}", "parallel({1}, function() return experiments.all{limit = 1} end)"] {
        let fixture = try RuntimeFixture { _ in .hold }
        let interrupter = fixture.state.interrupter
        fixture.transport.reply = { [unowned fixture] request in
            guard fixture.transport.sent.count >= 3 else { return .answer(server.answer(request)) }
            interrupter.interrupt(reason: 1)
            return fixture.transport.sent.count == 3 ? .answer(server.answer(request)) : .hold
        }
        let error = try fixture.failure(of: code)
        #expect(fixture.runtime.apiError(error)?.kind == .interrupted, "\(code)")
        #expect(fixture.transport.sent.count == 3, "\(code)")
        fixture.state.clearInterrupt()
        try checkUsable(fixture, code)
    }
}

@Test func anInterruptEndsASleep() throws {
    let sleeps = [
        "sleep(1000000)", "parallel({1, 2, 3}, function() sleep(1000000) end)",
        "parallel({1, 2}, function(i) sleep(i * 1000000) ; experiments.get(i) end)",
        "parallel({1, 2}, function() parallel({1}, function() sleep(1000000) end) end)",
    ]
    for code in sleeps {
        let fixture = try RuntimeFixture()
        let interrupter = fixture.state.interrupter
        fixture.reactor.schedule(after: .milliseconds(50)) { interrupter.interrupt(reason: 2) }
        let error = try fixture.failure(of: code)
        #expect(fixture.runtime.apiError(error)?.kind == .interrupted, "\(code)")
        #expect(fixture.state.interruptReason == 2)
        fixture.state.clearInterrupt()
        try checkUsable(fixture, code)
    }
}

@Test func aSleepThatEndsAsTheInterruptComesGoesOnOnce() throws {
    let fixture = try RuntimeFixture()
    let interrupter = fixture.state.interrupter
    fixture.reactor.schedule(after: .milliseconds(500)) { interrupter.interrupt(reason: 1) }
    let error = try fixture.failure(of: "parallel({1, 2, 3}, function() while true do sleep(0) ; sleep(0.1) end end)")
    #expect(fixture.runtime.apiError(error)?.kind == .interrupted)
    fixture.state.clearInterrupt()
    try checkUsable(fixture, "sleep")
}

@Test func anInterruptCannotBeSwallowed() throws {
    let fixture = try RuntimeFixture()
    let interrupter = fixture.state.interrupter
    fixture.reactor.schedule(after: .milliseconds(50)) { interrupter.interrupt(reason: 1) }
    let error = try fixture.failure(of: "while true do pcall(sleep, 0.01) end")
    #expect(fixture.runtime.apiError(error)?.kind == .interrupted)
    fixture.state.clearInterrupt()
    try checkUsable(fixture, "pcall")
}

@Test func whatAnInterruptRaisesIsNotMarkedByAnItem() throws {
    let fixture = try RuntimeFixture()
    let interrupter = fixture.state.interrupter
    fixture.reactor.schedule(after: .milliseconds(50)) { interrupter.interrupt(reason: 1) }
    let error = try fixture.failure(of: "parallel({'item'}, function() while true do sleep(0) end end)")
    fixture.state.clearInterrupt()
    let lua = fixture.state.main
    lua.push(error.value)
    #expect(lua.rawGet("item", at: -1) == .nil)
    lua.pop(2)
}

/// No hook runs in a finalizer, so nothing else would stop it there.
@Test func noCallIsSentWhileAnInterruptIsOn() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        setmetatable({}, {__gc = function()
          local ok, err = pcall(experiments.get, 1)
          refused = not ok and err.kind
          ok, err = pcall(parallel, {1}, experiments.get)
          refused_too = not ok and err.kind
        end})
        """)
    fixture.state.interrupter.interrupt(reason: 1)
    fixture.state.collectGarbage()
    fixture.state.clearInterrupt()
    #expect(try fixture.evaluate("return refused") == "interrupted")
    #expect(try fixture.evaluate("return refused_too") == "interrupted")
    #expect(fixture.transport.sent.isEmpty)
}

@Test func anInterruptThatComesWithAPageAsksForNoMore() throws {
    for code in [
        "experiments.all{limit = 1}", "parallel({1}, function() return experiments.all{limit = 1} end)",
        "for e in experiments.each{limit = 1} do end",
    ] {
        let server = ExperimentServer(count: 10)
        let fixture = try RuntimeFixture { _ in .hold }
        let interrupter = fixture.state.interrupter
        fixture.transport.reply = { [unowned fixture] request in
            // Timers run after completions: the page has been delivered then, and nobody has looked at it yet.
            if fixture.transport.sent.count == 3 {
                fixture.reactor.schedule(after: .zero) { interrupter.interrupt(reason: 1) }
            }
            if request.target.hasSuffix("cursor=2") {
                return .answer(ExperimentServer.json(["experiments": [], "nextCursor": "3"]))
            }
            return .answer(server.answer(request))
        }
        let error = try fixture.failure(of: code)
        #expect(fixture.runtime.apiError(error)?.kind == .interrupted, "\(code)")
        #expect(fixture.transport.sent.count == 3, "\(code)")
        fixture.state.clearInterrupt()
        try checkUsable(fixture, code)
    }
}

/// A runtime whose loop waits for real, and whose service never answers.
private func patientRuntime(
    _ interrupts: InterruptSource = InterruptSource()
) throws -> (ScriptRuntime, Reactor) {
    let state = try LuaState()
    let reactor = try Reactor()
    let transport = ScriptedTransport { _ in .hold }
    let client = Client(transport: transport, reactor: reactor, settings: ClientSettings(userAgent: "test"))
    let services = RuntimeServices(
        write: { _ in }, prettyPrint: { _, _ in }, warn: { _ in }, readFile: { _ in [] },
        connect: { _ in throw CancellationError() })
    let runtime = try ScriptRuntime(
        state: state, target: APITarget(name: "t", url: "t", generation: .beta, client: client), reactor: reactor,
        services: services, interrupts: interrupts)
    return (runtime, reactor)
}

/// Stops code at the tenth wait that it hears of.
private final class TenthWait {
    var count = 0
    var stop: () -> Void = {}

    func hear(_ waits: Bool) {
        if waits { count += 1 }
        if count == 10 { stop() }
    }
}

/// A press that comes between the last look and the wait has left its byte in the descriptor.
@Test func aByteThatIsThereAlreadyEndsTheWait() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    defer { ends.forEach { _ = close($0) } }
    var byte: UInt8 = 1
    #expect(write(ends[1], &byte, 1) == 1)
    let tenth = TenthWait()
    let (runtime, _) = try patientRuntime(
        InterruptSource(wakeDescriptor: ends[0], hostWaits: { tenth.hear($0) }))
    let state = runtime.state
    let interrupter = state.interrupter
    tenth.stop = { interrupter.interrupt(reason: 1) }
    try state.main.load("sleep(2)", name: "=test")
    let error = try #require(throws: LuaError.self) { try state.main.call(arguments: 0, results: 0) }
    #expect(runtime.apiError(error)?.kind == .interrupted)
    state.clearInterrupt()
}

/// Only the byte that a signal handler writes ends the wait here.
@Test func aWaitEndsWhenASignalHandlerSaysSo() throws {
    let (runtime, reactor) = try patientRuntime()
    let state = runtime.state
    for code in ["experiments.get(1)", "parallel({1, 2}, experiments.get)", "parallel({1}, function() sleep(100) end)"]
    {
        // What a handler does, on another thread: the host's word is set and a byte is written.
        let host = UInt(bitPattern: state.interrupter.host)
        let descriptor = reactor.interruptDescriptor
        OtherThread.run {
            LuaInterrupter.function(OpaquePointer(bitPattern: host), 1)
            var byte: UInt8 = 1
            _ = write(descriptor, &byte, 1)
        }
        try state.main.load(code, name: "=test")
        let error = try #require(throws: LuaError.self) { try state.main.call(arguments: 0, results: 0) }
        #expect(runtime.apiError(error)?.kind == .interrupted)
        state.clearInterrupt()
    }
}

/// An interrupt that an item itself raises comes with no byte: the loop must not begin to wait.
@Test func anInterruptFromWithinAnItemDoesNotWaitForTheOthers() throws {
    let (runtime, _) = try patientRuntime()
    let lua = runtime.state.main
    let interrupter = runtime.state.interrupter
    lua.push(function: { _ in
        interrupter.interrupt(reason: 1)
        return .nothing
    })
    lua.rawSetGlobal("stop")
    try lua.load(
        "parallel({1, 2, 3}, function(i) if i < 3 then experiments.get(i) ; sleep(i) else stop() end end)", name: "=t")
    let error = try #require(throws: LuaError.self) { try lua.call(arguments: 0, results: 0) }
    #expect(runtime.apiError(error)?.kind == .interrupted)
    runtime.state.clearInterrupt()
}

// MARK: - Changes on their way

/// What an interrupt source was told and asked.
private final class Presses {
    var count = 1
    var spared = 0
    var waits: [Bool] = []

    var source: InterruptSource {
        InterruptSource(
            presses: { self.count }, hostWaits: { self.waits.append($0) }, sparesWrites: { self.spared += 1 })
    }
}

@Test func aChangeOnItsWayIsAnsweredAfterTheFirstPress() throws {
    let presses = Presses()
    let fixture = try RuntimeFixture(interrupts: presses.source) { _ in .hold }
    let interrupter = fixture.state.interrupter
    fixture.reactor.schedule(after: .milliseconds(100)) { interrupter.interrupt(reason: 1) }
    fixture.reactor.schedule(after: .seconds(3)) { [unowned fixture] in
        fixture.transport.release { _ in HTTPResponse(status: 200) }
    }
    let error = try fixture.failure(
        of: "parallel({1, 2, 3, 4}, function(i) if i == 2 then experiments.activate(i) else experiments.get(i) end end)"
    )
    #expect(fixture.runtime.apiError(error)?.kind == .interrupted)
    #expect(fixture.client.statistics.writes == WriteOutcomes(applied: 1))
    #expect(presses.spared == 1)
    #expect(fixture.transport.sent.count == 4)
    fixture.state.clearInterrupt()
    try checkUsable(fixture, "a change")
}

@Test(arguments: [true, false])
func aChangeThatIsNotAnsweredIsGivenUpAtTheSecondPressOrInTheEnd(pressesAgain: Bool) throws {
    let presses = Presses()
    let fixture = try RuntimeFixture(interrupts: presses.source) { _ in .hold }
    let interrupter = fixture.state.interrupter
    let start = fixture.reactor.now
    fixture.reactor.schedule(after: .milliseconds(100)) { interrupter.interrupt(reason: 1) }
    if pressesAgain { fixture.reactor.schedule(after: .seconds(1)) { presses.count = 2 } }
    let error = try fixture.failure(of: "pcall(parallel, {1, 2}, experiments.activate)")
    #expect(fixture.runtime.apiError(error)?.kind == .interrupted)
    #expect(fixture.client.statistics.writes == WriteOutcomes(unknown: 2))
    let elapsed = start.duration(to: fixture.reactor.now)
    #expect(pressesAgain ? elapsed < .seconds(4) : elapsed > .seconds(5))
    fixture.state.clearInterrupt()
    try checkUsable(fixture, "unanswered")
}

@Test func aTimeLimitWaitsForNoChange() throws {
    let presses = Presses()
    let fixture = try RuntimeFixture(interrupts: presses.source) { _ in .hold }
    let interrupter = fixture.state.interrupter
    fixture.reactor.schedule(after: .milliseconds(100)) { interrupter.interrupt(reason: 2) }
    _ = try fixture.failure(of: "experiments.activate(1)")
    #expect(fixture.client.statistics.writes == WriteOutcomes(unknown: 1))
    #expect(presses.spared == 0)
    fixture.state.clearInterrupt()
}

/// Whoever hears the signals must know who would see a second press.
@Test func theHostSaysWhenItWaitsAndWhenLuaRuns() throws {
    let presses = Presses()
    let fixture = try RuntimeFixture(interrupts: presses.source) { _ in .answer(ExperimentServer.json(["id": "1"])) }
    var duringLua: [Bool?] = []
    fixture.state.main.push(function: { _ in
        duringLua.append(presses.waits.last)
        return .nothing
    })
    fixture.state.main.rawSetGlobal("note")
    var duringWait: [Bool?] = []
    fixture.transport.reply = { [unowned fixture] _ in
        fixture.reactor.schedule(after: .zero) { duringWait.append(presses.waits.last) }
        return .answer(ExperimentServer.json(["id": "1"]))
    }
    try fixture.run(
        "note() experiments.get(1) note() parallel({1, 1}, function(i) note() experiments.get(i) note() end)")
    #expect(duringLua.compactMap { $0 } == [false, false, false, false, false])
    #expect(duringWait == [true, true, true])
}

@Test func aChangeThatAnInterruptKeepsFromBeginningWasNotApplied() throws {
    let fixture = try RuntimeFixture()
    try fixture.run(
        """
        setmetatable({}, {__gc = function()
          local ok, err = pcall(experiments.activate, 1)
          outcome = not ok and err.outcome
        end})
        """)
    fixture.state.interrupter.interrupt(reason: 1)
    fixture.state.collectGarbage()
    fixture.state.clearInterrupt()
    #expect(try fixture.evaluate("return outcome") == "not_applied")
}
