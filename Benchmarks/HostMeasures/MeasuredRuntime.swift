import APIClient
import LuaBridge
import ManagementAPI
import Reactor
import ScriptRuntime

/// Lua with the API in it, on a service in memory.
struct MeasuredRuntime {
    let state: LuaState
    private let runtime: ScriptRuntime

    init(body: [UInt8]) throws {
        state = try LuaState()
        let reactor = try Reactor()
        let client = Client(
            transport: MemoryTransport(body: body), reactor: reactor,
            settings: ClientSettings(userAgent: "measure"))
        let services = RuntimeServices(
            write: { _ in }, prettyPrint: { _, _ in }, warn: { _ in }, readFile: { _ in [] },
            connect: { _ in throw NoOtherTarget() })
        services.observer.isOn = false
        runtime = try ScriptRuntime(
            state: state, target: APITarget(name: "memory", url: "memory", generation: .beta, client: client),
            reactor: reactor, services: services)
    }

    private struct NoOtherTarget: Error {}

    /// The number that a chunk returns.
    func number(_ code: String) throws -> Double {
        try state.main.load(code, name: "=measure")
        try state.main.call(arguments: 0, results: 1, traceback: true)
        defer { state.main.pop() }
        return state.main.number(at: -1) ?? .nan
    }
}
