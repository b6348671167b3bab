import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory
import ScriptRuntime
import Testing

/// field/attack.md 6: what the host holds for a script counts.
struct HostMemoryTests {
    private func fixture(room: Int, _ reply: @escaping (HTTPRequest) -> ScriptedTransport.Reply) throws
        -> RuntimeFixture
    {
        let fixture = try RuntimeFixture(reply)
        fixture.state.collectGarbage()
        fixture.state.memoryLimit = fixture.state.memoryUsed + room
        return fixture
    }

    /// An object with many fields takes much more room in Lua than its text does.
    private static let large = HTTPResponse(
        status: 200,
        body: Array("{\"id\":\"5\",\"a\":[\((1...100_000).map { _ in "{}" }.joined(separator: ","))]}".utf8))

    @Test func aChangeWhoseAnswerHasNoRoomIsToldToBeDone() throws {
        let fixture = try fixture(room: 2_000_000) { _ in .answer(Self.large) }
        let said = try fixture.evaluate(
            """
            local ok, e = pcall(request, "POST", "/x", {body = {}})
            return ("%s %s %s %s"):format(ok, e.kind, e.outcome, e.message)
            """)
        #expect(said == "false decode applied not enough memory for the answer")
        #expect(try fixture.message(of: "request('GET', '/x')") == "not enough memory")
        #expect(fixture.state.memory.heldBytes == 0)
    }

    @Test func aBodyIsCountedUntilItsCallHasEnded() throws {
        var held = 0
        weak var state: LuaState?
        let fixture = try fixture(room: 1_000_000) { _ in
            held = state?.memory.heldBytes ?? 0
            return .answer(HTTPResponse(status: 200, body: Array("{}".utf8)))
        }
        state = fixture.state
        try fixture.run("request('POST', '/x', {body = ('x'):rep(100000)})")
        // What is sent is a copy.
        #expect(held >= 200_000)
        #expect(fixture.state.memory.heldBytes == 0)
        #expect(
            try fixture.message(of: "local s = ('x'):rep(100000) request('POST', '/x', {body = {s, s, s, s, s, s}})")
                == "not enough memory")
        #expect(fixture.transport.sent.count == 1)
    }

    @Test func pathAndQueryHaveABoundTogether() throws {
        let fixture = try RuntimeFixture { _ in .answer(HTTPResponse(status: 200, body: Array("{}".utf8))) }
        try fixture.run("request('GET', '/x', {query = {a = ('x'):rep(1000000)}})")
        for code in [
            "request('GET', '/x', {query = {a = ('x'):rep(600000), b = ('x'):rep(600000)}})",
            "request('GET', '/' .. ('x'):rep(600000), {query = {b = ('x'):rep(600000)}})",
            "experiments.list({cursor = ('x'):rep(600000), b = ('x'):rep(600000)}, {allow_unknown = true})",
        ] {
            #expect(try fixture.message(of: code).contains("path and query are longer than 1048576 bytes"))
        }
        #expect(fixture.transport.sent.count == 1)
    }

    /// What a service lists without an end is remembered by id: that counts too.
    @Test func theIDsOfAnEndlessListCount() throws {
        var page = 0
        let fixture = try fixture(room: 3_000_000) { _ in
            page += 1
            let items = (1...1000).map { "{\"id\":\"\(page)-\($0)\"}" }.joined(separator: ",")
            let next = page < 100 ? ",\"nextCursor\":\"\(page)\"" : ""
            return .answer(HTTPResponse(status: 200, body: Array("{\"experiments\":[\(items)]\(next)}".utf8)))
        }
        #expect(try fixture.message(of: "for _ in experiments.each{} do end") == "not enough memory")
        #expect(page > 3 && page < 100)
    }

    @Test func aLineOfPrintIsCounted() throws {
        let fixture = try RuntimeFixture()
        try fixture.run("s = ('x'):rep(100000)")
        fixture.state.memoryLimit = fixture.state.memoryUsed + 500_000
        #expect(try fixture.message(of: "print(s, s, s, s, s, s, s, s)") == "not enough memory")
        #expect(fixture.output == "")
        #expect(fixture.state.memory.heldBytes == 0)
    }

    @Test func theTextOfAnErrorIsCut() throws {
        let fixture = try RuntimeFixture()
        let length = try fixture.evaluate(
            """
            local _, e = pcall(json.encode)
            for _, name in ipairs{"message", "path", "method", "target"} do e[name] = ("x"):rep(1000000) end
            return #tostring(e)
            """)
        #expect(try #require(length.flatMap { Int($0) }) < 20_000)
    }
}
