import Sandbox

/// What the rules and the store of a sandbox cost, without a connection.
enum SandboxMeasure {
    /// Microseconds for one request, the mean of many: `get`, or `activate` and `deactivate` in turn.
    static func microseconds(_ function: String, _ count: String?) throws -> Double {
        let count = count.flatMap { Int($0) } ?? 1000
        let sandbox = try Sandbox(path: ":memory:")
        try sandbox.open()
        let id = try firstID(sandbox)
        let clock = ContinuousClock()
        let time = clock.measure {
            for number in 0..<count {
                let answer =
                    function == "get"
                    ? sandbox.respond(to: request("GET", "/experiments/\(id)"))
                    : sandbox.respond(
                        to: request("POST", "/experiments/\(id)/\(number % 2 == 0 ? "de" : "")activate"))
                precondition(answer.status == 200, "the sandbox answered \(answer.status)")
            }
        }
        return time / .microseconds(1) / Double(count)
    }

    private static func request(_ method: String, _ target: String) -> SandboxRequest {
        SandboxRequest(
            method: method, target: target,
            headers: [
                (name: "Host", value: "127.0.0.1:8000"), (name: "Authorization", value: "Bearer x"),
                (name: "Accept", value: "application/json"), (name: "User-Agent", value: "measure"),
            ])
    }

    /// Of the first experiment in the list.
    private static func firstID(_ sandbox: Sandbox) throws -> String {
        let page = String(
            decoding: sandbox.respond(to: request("GET", "/experiments/list?limit=1")).body, as: UTF8.self)
        let parts = page.split(separator: "\"id\":\"", maxSplits: 1)
        guard parts.count == 2, let id = parts[1].split(separator: "\"", maxSplits: 1).first else { throw NoID() }
        return String(id)
    }

    private struct NoID: Error {}
}
