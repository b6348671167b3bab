import APIClient
import LuaBridge
import ManagementAPI

/// `connect{profile = | sandbox =}`: the same resources for another target.
struct ConnectFunction {
    private static let fields = ["profile", "sandbox"]

    let connect: (ConnectionRequest) throws -> APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.push(function: { [self] thread in
            let target = try connect(Self.request(from: thread))
            TargetGlobals(target: target, scheduler: scheduler, observer: observer).pushTable(on: thread)
            return .one
        })
    }

    private static func request(from thread: LuaThread) throws -> ConnectionRequest {
        guard thread.type(at: 1) == .table else {
            throw RaisedError(
                argument: "expected a table, {profile = \"name\"} or {sandbox = \"file\"}, got "
                    + LuaTypeWords.words(for: 1, of: thread), of: "connect")
        }
        let given: [String]
        do throws(LuaValueProblem) {
            given = try TableShape.names(1, thread, among: fields)
        } catch {
            throw RaisedError(argument: error.description, of: "connect")
        }
        guard given.count == 1, let name = given.first else {
            throw RaisedError(argument: "give either profile or sandbox", of: "connect")
        }
        thread.rawGet(name, at: 1)
        defer { thread.pop() }
        if name == "sandbox", thread.type(at: -1) == .boolean, thread.truth(at: -1) { return .sandbox(path: nil) }
        guard let text = thread.string(at: -1), !text.isEmpty else {
            let expected = name == "sandbox" ? "a file name or true" : "a name"
            throw RaisedError(
                argument: "\(name): expected \(expected), got \(LuaTypeWords.words(for: -1, of: thread))", of: "connect"
            )
        }
        return name == "profile" ? .profile(text) : .sandbox(path: text)
    }
}
