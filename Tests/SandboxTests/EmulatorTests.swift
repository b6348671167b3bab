import JSON
import ManagementAPI
import Testing

@testable import Sandbox

struct EmulatorTests {
    @Test(arguments: Generation.allCases)
    func everyEndpointOfTheCatalogueHasAHandler(_ generation: Generation) {
        for endpoint in Catalogue.all.endpoints(of: generation) where endpoint.isOperation {
            switch Handler(endpoint) {
            case .read, .readTogether: #expect(!endpoint.mutates, "\(endpoint.id)")
            case .write: #expect(endpoint.mutates, "\(endpoint.id)")
            case nil: Issue.record("no handler for \(endpoint.id)")
            }
        }
    }

    @Test(arguments: Way.allCases)
    func everyAnswerHasTheShapeThatTheCatalogueDeclares(_ way: Way) async throws {
        try await way.reach { asker in
            let bodies: [String: JSONValue] = [
                "experiments.create": ["projectId": "417260", "key": "shape", "deployments": ["5498"]],
                "experiments.set_rollout_weights": ["rolloutWeights": ["control": 3]],
            ]
            for endpoint in Catalogue.all.endpoints(of: .beta) {
                let target = try #require(endpoint.fullPath.filled(["id": "26352"]))
                let answer =
                    endpoint.mutates
                    ? try await asker.post(target, bodies[endpoint.id]) : try await asker.get(target)
                #expect(answer.status == 200, "\(endpoint.id): \(answer.text)")
                #expect(TypeChecker().problems(in: try answer.json, against: endpoint.result) == [], "\(endpoint.id)")
            }
        }
    }

    @Test(
        arguments: Way.allCases,
        [
            ("/", 404), ("", 404), ("/experiments", 404), ("/experiments/", 404), ("/experiments/list/", 404),
            ("/experiments//activate", 404), ("/Experiments/list", 404), ("/experiments/1/2/3", 404),
            ("/api/1/experiments/list", 404), ("/api/1/", 404), ("/api/1", 404), ("/api/2/experiments", 404),
            ("/api/1/experiments/1/variants/on/groups", 404), ("/api/1/projects", 404), ("/API/1/experiments", 404),
            ("/experiments/26317/archive", 404), ("/deployments/5498", 404), ("/experiments/%zz", 404),
            ("/../experiments/list", 404),
        ])
    func anUnknownPathIs404(_ way: Way, _ example: (target: String, status: Int)) async throws {
        // Over the wire a target is never empty.
        guard way == .inProcess || !example.target.isEmpty else { return }
        try await way.reach { asker in
            let answer = try await asker.get(example.target)
            #expect(answer.status == example.status)
        }
    }

    @Test(
        arguments: Way.allCases,
        [
            ("POST", "/experiments/list", "GET"), ("DELETE", "/experiments/26317", "GET"),
            ("PATCH", "/experiments/26317", "GET"),
            ("GET", "/experiments/26317/activate", "POST"), ("HEAD", "/experiments/list", "GET"),
            ("PUT", "/experiments/new", "GET, POST"),
            ("PUT", "/api/1/experiments/26317", "GET, PATCH"), ("DELETE", "/api/1/flags", "GET, POST"),
            ("PATCH", "/api/1/versions", "GET"),
            ("POST", "/api/1/experiments/26317/variants/control/bulk-delete-users", "DELETE"),
            ("OPTIONS", "/deployments/list", "GET"), ("PROPFIND", "/deployments/list", "GET"),
        ])
    func aWrongMethodIs405AndNamesTheRightOnes(_ way: Way, _ example: (String, String, String)) async throws {
        let (method, target, allowed) = example
        try await way.reach { asker in
            let answer = try await asker.send(SandboxRequest(method: method, target: target, headers: Asker.headers))
            #expect(answer.status == 405)
            #expect(answer.header("allow") == allowed)
        }
    }

    @Test(
        arguments: Way.allCases,
        [
            nil, "", "Bearer", "Bearer ", "Bearer    ", "Basic dXNlcjpwYXNz", "ampex_test", "Token ampex_test",
        ])
    func withoutABearerKeyNothingIsDone(_ way: Way, _ header: String?) async throws {
        try await way.reach { asker in
            let headers = header.map { [(name: "authorization", value: $0)] } ?? []
            for (method, target) in [
                ("GET", "/experiments/list"), ("POST", "/experiments/26369/activate"), ("GET", "/nowhere"),
            ] {
                let answer = try await asker.send(SandboxRequest(method: method, target: target, headers: headers))
                #expect(answer.status == 401)
                #expect(answer.message == "invalid management key")
            }
            #expect(try await asker.get("/experiments/26369").json["enabled"] == false)
        }
    }

    @Test(
        arguments: Way.allCases,
        [
            ("Bearer ampex_right", 200), ("bearer ampex_right", 200), ("Bearer  ampex_right", 200),
            ("Bearer ampex_righ", 401),
            ("Bearer ampex_right2", 401), ("Bearer AMPEX_RIGHT", 401), ("Bearer ampex_right x", 401),
        ])
    func withAKeyOnlyThatOneWillDo(_ way: Way, _ example: (header: String, status: Int)) async throws {
        try await way.reach(key: "ampex_right") { asker in
            let request = SandboxRequest(
                method: "GET", target: "/deployments/list", headers: [("Authorization", example.header)])
            let answer = try await asker.send(request)
            #expect(answer.status == example.status)
        }
    }

    @Test(arguments: EmulatorSettings.ErrorStyle.allCases)
    func everyErrorBodyOfTheSettings(_ style: EmulatorSettings.ErrorStyle) async throws {
        var settings = EmulatorSettings()
        settings.error = style
        try await Way.inProcess.reach(settings: settings) { asker in
            let answer = try await asker.get("/nowhere")
            #expect(answer.status == 404)
            switch style {
            case .object: #expect(answer.text == #"{"error":"no such endpoint: /nowhere"}"#)
            case .string: #expect(answer.text == #""no such endpoint: /nowhere""#)
            case .text:
                #expect(answer.text == "no such endpoint: /nowhere")
                #expect(answer.header("content-type") == "text/plain; charset=utf-8")
            case .problem:
                #expect(answer.header("content-type") == "application/problem+json")
                #expect(
                    try answer.json == [
                        "type": "about:blank", "title": "Not Found", "status": 404,
                        "detail": "no such endpoint: /nowhere", "error_code": "not_found", "retryable": false,
                        "validation_errors": [],
                    ])
            }
        }
    }

    @Test func timeAndIDsAreTheCallers() throws {
        let emulator = Emulator(now: { 1 }, newID: { $0 + 1000 })
        let store = try SandboxStore(path: ":memory:", now: 0)
        let request = SandboxRequest(
            method: "POST", target: "/experiments/new", headers: Asker.headers,
            body: Array(#"{"projectId":"1","key":"k"}"#.utf8))
        #expect(try emulator.respond(to: request, store: store).json["id"] == "32238")
    }
}
