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

    // MARK: - Who may come in

    private func status(_ head: String, body: String = "", port: Int) async throws -> Int? {
        let answer = try await HTTPExchange.raw(Array((head + "\r\n\r\n" + body).utf8), port: port)
        return answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    private static let activate =
        "POST /experiments/31238/activate HTTP/1.1\r\nauthorization: Bearer x\r\nconnection: close"

    // field/attack 8
    @Test(arguments: [
        ("host: evil.example", 403), ("host: evil.example:80", 403), ("host: 127.0.0.1.evil.example", 403),
        ("host: localhost.evil.example", 403), ("host: 10.0.0.1", 403), ("host: 0.0.0.0", 403), ("host: [::2]", 403),
        ("host: 127.0.0.1\r\nhost: evil.example", 400), ("host: ", 403), ("host: 127.1", 403),
        ("host: localhost\r\norigin: http://evil.example", 403), ("host: localhost\r\norigin: null", 403),
        ("host: localhost\r\norigin: http://localhost.evil.example", 403),
        ("host: localhost\r\norigin: file://", 403), ("host: localhost\r\nsec-fetch-site: cross-site", 403),
        ("host: localhost", 200), ("host: LOCALHOST:8000", 200), ("host: 127.0.0.1:1", 200), ("host: [::1]:99", 200),
        ("host: 127.5.4.3", 200), ("host: a.localhost", 200), ("host: localhost.", 200),
        ("host: localhost\r\norigin: http://localhost:3000", 200), ("host: x\r\norigin: http://localhost", 403),
    ])
    func aRequestForAnotherMachineOrOfItsPagesIsRefused(_ fields: String, _ expected: Int) async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let answered = try await status("\(Self.activate)\r\n\(fields)\r\ncontent-length: 0", port: port)
            #expect(answered == expected)
        }
        let record = sandbox.respond(
            to: SandboxRequest(method: "GET", target: "/experiments/31238", headers: Asker.headers))
        #expect(try record.json["enabled"] == (expected == 200 ? true : false))
    }

    // field/attack 8
    @Test(arguments: [
        ("origin: http://localhost\r\ncontent-type: text/plain", 415), ("origin: http://localhost", 415),
        ("sec-fetch-mode: no-cors\r\ncontent-type: application/x-www-form-urlencoded", 415),
        ("origin: http://localhost\r\ncontent-type: application/json; charset=utf-8", 200),
        // A program is no browser, whatever it says of its body.
        ("content-type: application/x-www-form-urlencoded", 200), ("content-type: text/plain", 200),
    ])
    func aBrowsersBodyMustBeOfTheKindThatItAsksLeaveFor(_ fields: String, _ expected: Int) async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let body = #"{"projectId":"1","key":"k"}"#
            let head = """
                POST /experiments/new HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\nconnection: close\r\n\
                content-length: \(body.utf8.count)\r\n\(fields)
                """
            let answered = try await status(head, body: body, port: port)
            #expect(answered == expected)
        }
    }

    /// The body that is announced never comes: whoever waited for it would not answer.
    @Test(arguments: [
        ("content-length: 16000000", 401), ("transfer-encoding: chunked", 401),
        ("content-length: 16000000\r\nexpect: 100-continue", 401),
        ("content-length: 99000000\r\nauthorization: Bearer right", 413),
    ])
    func aBodyThatIsNotWantedIsNotWaitedFor(_ fields: String, _ expected: Int) async throws {
        let sandbox = try Sandbox(path: ":memory:")
        let server = try await SandboxServer.start(sandbox: sandbox, key: "right")
        let head = "POST /experiments/new HTTP/1.1\r\nhost: localhost\r\n\(fields)"
        let answered = try await status(head, port: server.port)
        #expect(answered == expected)
        await server.stop()
    }

    @Test func bodiesThatAreTooManyTogetherAreRefusedAndTheServerGoesOn() async throws {
        let sandbox = try Sandbox(path: ":memory:")
        try await withServer(of: sandbox) { port in
            let size = SandboxServer.bodyLimit - 1000
            let request =
                "POST /experiments/new HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\ncontent-length: "
            let started = Array((request + "\(size)\r\n\r\n").utf8) + [UInt8](repeating: 0x20, count: size - 1)
            // None of them ends, so all that is held stays held until it is refused or the connection ends.
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<6 { group.addTask { try await HTTPExchange.raw(started, port: port, patience: 6) } }
                var answers: [String] = []
                for try await answer in group { answers.append(answer) }
                return answers
            }
            #expect(answers.contains { $0.hasPrefix("HTTP/1.1 503") })
            #expect(answers.contains(""))
            let next = try await HTTPExchange.send(
                SandboxRequest(
                    method: "POST", target: "/experiments/new", headers: Asker.headers,
                    body: Array(#"{"projectId":"1","key":"after"}"#.utf8)), port: port)
            #expect(next.status == 200)
        }
    }
}
