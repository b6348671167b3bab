import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// Reads the arguments of a call and builds its request: the positional parameters in their order, then one table with
/// the named ones, then `{allow_unknown = true}`.
struct EndpointArguments {
    private static let allowUnknown = "allow_unknown"
    private static let acceptLoss = "accept_loss"

    let endpoint: Endpoint
    private let catalogue: Catalogue
    /// The name of the target, where errors carry it.
    private let target: String?
    private let positional: [Parameter]
    private let named: [Parameter]

    /// What may stand in the table of options, which comes last.
    private var optionNames: [String] { [Self.allowUnknown] + (endpoint.losses.isEmpty ? [] : [Self.acceptLoss]) }

    init(_ endpoint: Endpoint, in catalogue: Catalogue, target: String?) {
        self.endpoint = endpoint
        self.catalogue = catalogue
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
            request.compose(in: catalogue, acceptsLoss: parts.acceptsLoss)
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
        let options = try options(thread, at: optionsIndex)
        let allowsUnknown = options.contains(Self.allowUnknown)
        if let list = endpoint.bareList, try isBareList(thread, at: tableIndex) {
            return try read(thread, options, table: nil) { $0 == list ? tableIndex : nil }
        }
        let hasTable = !named.isEmpty && !thread.isNoneOrNil(at: tableIndex)
        // Before the parameters that are missing: a wrong name is often why one is.
        let unknown = hasTable ? try unknownNames(thread, at: tableIndex, allowsUnknown) : []

        return try read(thread, options, table: hasTable ? tableIndex : nil, unknown: unknown) { _ in nil }
    }

    /// Reads the parameters: each from its place among the arguments, from `table`, or from where `place` says.
    private func read(
        _ thread: LuaThread, _ options: [String], table: Int?, unknown: [String] = [], place: (Parameter) -> Int?
    ) throws(LuaValueProblem) -> RequestParts {
        var parts = RequestPartsWriter(
            endpoint, thread: thread, allowsUnknown: options.contains(Self.allowUnknown))
        var hasField = !unknown.isEmpty
        for parameter in endpoint.parameters {
            push(parameter, of: thread, table: table, place: place(parameter))
            defer { thread.pop() }
            if thread.type(at: -1) != .nil {
                try parts.add(parameter, at: -1)
                if parameter.location == .body { hasField = true }
            } else if parameter.isRequired {
                throw LuaValueProblem(path: .init(parameter.name), kind: .declared(.missing))
            }
        }
        if endpoint.needsField, !hasField {
            throw LuaValueProblem(
                path: .root, kind: .declared(.noneGiven(of: endpoint.parameters(in: .body).map(\.name))))
        }
        for name in unknown {
            guard let table else { continue }
            thread.rawGet(name, at: table)
            defer { thread.pop() }
            try parts.addUnknown(name, at: -1)
        }
        var read = try parts.finish()
        read.acceptsLoss = options.contains(Self.acceptLoss)
        return read
    }

    /// Whether what stands in the place of the table with the named arguments is the one list that it would hold.
    private func isBareList(_ thread: LuaThread, at index: Int) throws(LuaValueProblem) -> Bool {
        guard thread.type(at: index) == .table else { return false }
        return switch try TableShape.of(index, thread, .root) {
        case .array: true
        case .object(let fields): fields == 0
        }
    }

    /// Pushes what was given for a parameter, or nil. Stack: [-0, +1, m]
    private func push(_ parameter: Parameter, of thread: LuaThread, table: Int?, place: Int?) {
        thread.balanced(pushes: 1) {
            if let place {
                thread.pushCopy(of: place)
            } else if let position = positional.firstIndex(where: { $0.name == parameter.name }) {
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

    /// The options that are set in the table at `index`.
    private func options(_ thread: LuaThread, at index: Int) throws(LuaValueProblem) -> [String] {
        guard !thread.isNoneOrNil(at: index) else { return [] }
        guard thread.type(at: index) == .table else {
            throw LuaValueProblem(
                path: .root, kind: .badOptions(got: LuaTypeWords.words(for: index, of: thread)))
        }
        try TableShape.names(index, thread, among: optionNames)
        return optionNames.filter { name in
            thread.rawGet(name, at: index)
            defer { thread.pop() }
            return thread.truth(at: -1)
        }
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
