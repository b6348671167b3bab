import JSON
import Sandbox
import Testing

struct SandboxServerTests {
    @Test func itTakesNoConnectionOnceItIsStopped() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        var used = 0
        try await withServer(of: sandbox) { port in
            used = port
            #expect(port > 0)
        }
        let port = used
        await #expect(throws: HTTPExchange.Failure.self) {
            try await HTTPExchange.send(SandboxRequest(method: "GET", target: "/"), port: port)
        }
    }

    @Test func aConnectionThatIsKeptOpenDoesNotHoldItUp() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        var kept: Task<String, any Error>?
        try await withServer(of: sandbox) { port in
            let body = #"{"projectId":"1","key":"k"}"#
            let request = """
                POST /experiments/new HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer x\r\n\
                content-length: \(body.utf8.count)\r\n\r\n\(body)
                """
            // Returns once the server closes the connection.
            kept = Task { try await HTTPExchange.raw(Array(request.utf8), port: port) }
            while try sandbox.info().objects["experiments"] == 60 { await Task.yield() }
        }
        #expect(try await kept?.value.hasPrefix("HTTP/1.1 200") == true)
    }

    @Test func aDamagedFileIsAnErrorBeforeAnythingIsServed() async throws {
        let folder = TemporaryFolder()
        TemporaryFolder.put(Array("notes".utf8), to: folder.file("s"))
        let sandbox = try Sandbox(path: folder.file("s"))
        await #expect(throws: SandboxError.self) {
            try await SandboxServer.start(sandbox: sandbox)
        }
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            await #expect(throws: (any Error).self) {
                try await SandboxServer.start(sandbox: sandbox, port: port)
            }
        }
    }

    @Test func aBodyAboveTheLimitIsRefused() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let body = [UInt8](repeating: 0x20, count: SandboxServer.bodyLimit + 1)
            let answer = try await HTTPExchange.send(
                SandboxRequest(method: "POST", target: "/experiments/new", headers: Asker.headers, body: body),
                port: port)
            #expect(answer.status == 413)
        }
    }

    @Test func headHasTheLengthButNoBody() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let answer = try await HTTPExchange.send(
                SandboxRequest(method: "HEAD", target: "/experiments/list", headers: Asker.headers), port: port)
            #expect(answer.status == 405)
            #expect(answer.body.isEmpty)
            #expect(Int(answer.header("content-length") ?? "").map { $0 > 10 } == true)
        }
    }

    @Test func whatIsNoHTTPIsAnsweredAndTheServerGoesOn() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let answer = try await HTTPExchange.raw(Array("\u{16}\u{3}\u{1} nonsense\r\n\r\n".utf8), port: port)
            #expect(answer.isEmpty || answer.contains(" 400 "))
            let next = try await HTTPExchange.send(
                SandboxRequest(method: "GET", target: "/deployments/list", headers: Asker.headers), port: port)
            #expect(next.status == 200)
        }
    }

    @Test func manyAtOnceAreAllAnswered() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        let body = JSONValue.object(["projectId": "1", "key": .string("k\(number)")]).encoded()
                        return try await HTTPExchange.send(
                            SandboxRequest(
                                method: "POST", target: "/experiments/new", headers: Asker.headers, body: body),
                            port: port
                        ).status
                    }
                }
                for try await status in group { #expect(status == 200) }
            }
            #expect(try sandbox.info().objects["experiments"] == 124)
        }
    }
}
