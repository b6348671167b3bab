import APIClient
import LuaBridge
import ManagementAPI

/// `connect{profile = | sandbox =}`: the same resources for another target.
struct ConnectFunction {
    let connect: (ConnectionRequest) throws -> APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            lua.push(function: { [self] thread in
                let target = try connect(Self.request(from: thread))
                TargetGlobals(target: target, scheduler: scheduler, observer: observer).pushTable(on: thread)
                return .one
            })
        }
    }

    private static func request(from thread: LuaThread) throws -> ConnectionRequest {
        let arguments = try ShellArguments.checked(of: .connect, on: thread)
        let given: [String]
        do throws(LuaValueProblem) { given = try arguments.givenOptions() } catch { throw arguments.wrong(error) }
        let alternatives = ShellFunction.connect.options.prefix(ShellFunction.connect.alternatives).map(\.name)
        let places = given.filter(alternatives.contains)
        guard places.count == 1, let name = places.first else {
            let names = alternatives.joined(separator: " or ")
            throw RaisedError(argument: "give either \(names)", of: ShellFunction.connect.name)
        }
        return ConnectionRequest(
            try place(name, from: thread, arguments), generation: generation(thread))
    }

    private static func generation(_ thread: LuaThread) -> Generation? {
        thread.rawGet("api", at: 1)
        defer { thread.pop() }
        return thread.string(at: -1).flatMap { Generation(rawValue: $0) }
    }

    private static func place(
        _ name: String, from thread: LuaThread, _ arguments: ShellArguments
    ) throws -> ConnectionRequest.Place {
        thread.rawGet(name, at: 1)
        defer { thread.pop() }
        if name == "profile" { return .profile(thread.string(at: -1) ?? "") }
        if thread.type(at: -1) == .boolean, thread.truth(at: -1) { return .sandbox(path: nil) }
        if let path = thread.string(at: -1), !path.isEmpty { return .sandbox(path: path) }
        let got = LuaTypeWords.words(for: -1, of: thread)
        throw arguments.wrong(
            LuaValueProblem(path: ValuePath(name), kind: .expected("a file name or true", got: got)))
    }
}
