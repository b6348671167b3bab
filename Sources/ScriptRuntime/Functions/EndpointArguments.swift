import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// Reads the arguments of a call and builds its request: the positional parameters in their order, then one table with
/// the named ones, then `{allow_unknown = true}`.
struct EndpointArguments {
    private static let allowUnknown = "allow_unknown"

    let endpoint: Endpoint
    /// The name of the target, where errors carry it.
    private let target: String?
    private let positional: [Parameter]
    private let named: [Parameter]

    init(_ endpoint: Endpoint, target: String?) {
        self.endpoint = endpoint
        self.target = target
        positional = endpoint.parameters(by: .positional)
        named = endpoint.parameters(by: .named)
    }

    /// The request for the arguments on the stack of `thread`. Stack: [-0, +0, m]
    ///
    /// - Throws: `RaisedError` of kind `argument`, or `NotEnoughMemory`; nothing has been sent then.
    func request(from thread: LuaThread) throws -> APIRequest {
        try thread.balanced {
            try request(of: parts(from: thread))
        }
    }

    /// The arguments on the stack of `thread`, checked. Stack: [-0, +0, m]
    func parts(from thread: LuaThread) throws -> RequestParts {
        try thread.balanced {
            try thread.makingRoom {
                do throws(LuaValueProblem) {
                    return try read(thread)
                } catch {
                    if case .noMemory = error.kind { throw NotEnoughMemory() }
                    throw wrong(error.description)
                }
            }
        }
    }

    /// The request for checked arguments.
    func request(of parts: RequestParts) throws(RaisedError) -> APIRequest {
        do throws(ArgumentProblem) {
            var request = try RequestBuilder.request(
                for: endpoint, pathArguments: parts.path, query: parts.query, body: parts.body)
            request.memory = parts.memory
            return request
        } catch {
            throw wrong(error.description)
        }
    }

    private func wrong(_ message: String) -> RaisedError {
        RaisedError(
            APIError(
                kind: .argument, message: "\(endpoint.id): \(message)", method: endpoint.method.rawValue,
                path: endpoint.fullPath.description, target: target))
    }

    private func read(_ thread: LuaThread) throws(LuaValueProblem) -> RequestParts {
        let tableIndex = positional.count + 1
        let optionsIndex = named.isEmpty ? tableIndex : tableIndex + 1
        for index in 1..<(thread.top + 1) where LuaReadOnlyView.isView(at: index, of: thread) {
            try LuaValueProblem.reading(index, of: thread, .root)
            thread.replace(at: index)
        }
        try checkColon(thread)
        try checkCount(thread, optionsIndex)
        let allowsUnknown = try options(thread, at: optionsIndex)
        let hasTable = !named.isEmpty && !thread.isNoneOrNil(at: tableIndex)
        // Before the parameters that are missing: a wrong name is often why one is.
        let unknown = hasTable ? try unknownNames(thread, at: tableIndex, allowsUnknown) : []

        var parts = RequestPartsWriter(endpoint, thread: thread, allowsUnknown: allowsUnknown)
        for parameter in endpoint.parameters {
            push(parameter, of: thread, table: hasTable ? tableIndex : nil)
            defer { thread.pop() }
            if thread.type(at: -1) != .nil {
                try parts.add(parameter, at: -1)
            } else if parameter.isRequired {
                throw LuaValueProblem(path: .init(parameter.name), kind: .declared(.missing))
            }
        }
        for name in unknown {
            thread.rawGet(name, at: tableIndex)
            defer { thread.pop() }
            try parts.addUnknown(name, at: -1)
        }
        return try parts.finish()
    }

    /// Pushes what was given for a parameter, or nil. Stack: [-0, +1, m]
    private func push(_ parameter: Parameter, of thread: LuaThread, table: Int?) {
        thread.balanced(pushes: 1) {
            if let position = positional.firstIndex(where: { $0.name == parameter.name }) {
                if position < thread.top { thread.pushCopy(of: position + 1) } else { thread.pushNil() }
            } else if let table {
                thread.rawGet(parameter.name, at: table)
            } else {
                thread.pushNil()
            }
        }
    }

    private func checkCount(_ thread: LuaThread, _ most: Int) throws(LuaValueProblem) {
        guard thread.top > most else { return }
        for index in (most + 1)...thread.top where thread.type(at: index) != .nil {
            throw LuaValueProblem(path: .root, kind: .tooManyArguments(most: most, got: thread.top))
        }
    }

    private func options(_ thread: LuaThread, at index: Int) throws(LuaValueProblem) -> Bool {
        guard !thread.isNoneOrNil(at: index) else { return false }
        guard thread.type(at: index) == .table else {
            throw LuaValueProblem(
                path: .root, kind: .badOptions(got: LuaTypeWords.words(for: index, of: thread)))
        }
        try TableShape.names(index, thread, among: [Self.allowUnknown])
        thread.rawGet(Self.allowUnknown, at: index)
        defer { thread.pop() }
        return thread.truth(at: -1)
    }

    /// `experiments:get(id)` passes the resource as first argument, and every message about it would mislead.
    private func checkColon(_ thread: LuaThread) throws(LuaValueProblem) {
        guard thread.type(at: 1) == .table else { return }
        thread.rawGet(endpoint.function, at: 1)
        defer { thread.pop() }
        guard thread.isHostFunction(at: -1) else { return }
        throw LuaValueProblem(path: .root, kind: .calledWithColon(function: endpoint.luaSignature))
    }

    /// The names in the table that no parameter has: none, unless the options allow them.
    private func unknownNames(
        _ thread: LuaThread, at index: Int, _ allowsUnknown: Bool
    ) throws(LuaValueProblem) -> [String] {
        let known = named.map(\.name)
        guard thread.type(at: index) == .table else {
            let got = LuaTypeWords.words(for: index, of: thread)
            throw LuaValueProblem(path: .root, kind: .argumentsExpected(names: known, got: got))
        }
        guard allowsUnknown else {
            try TableShape.names(index, thread, among: known)
            return []
        }
        return try TableShape.names(index, thread).filter { !known.contains($0) }
    }
}
