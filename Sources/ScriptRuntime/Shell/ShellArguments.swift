import LuaBridge
import ManagementAPI

/// The arguments of a function of the shell's own on the stack of a thread, checked by its declaration.
///
/// What follows the declared arguments is ignored, as Lua's own functions do.
struct ShellArguments {
    private let function: ShellFunction
    private let thread: LuaThread
    /// Where the table of options stands, if it was given.
    private let table: Int?

    private init(unchecked function: ShellFunction, on thread: LuaThread) {
        self.function = function
        self.thread = thread
        let place = function.parameters.count + 1
        let mustHaveTable = function.alternatives > 0
        table = function.options.isEmpty || (thread.isNoneOrNil(at: place) && !mustHaveTable) ? nil : place
    }

    /// Those of a call of `function`, when they all pass its checks. Stack: [-0, +0, m]
    static func checked(of function: ShellFunction, on thread: LuaThread) throws(RaisedError) -> ShellArguments {
        try thread.balanced { () throws(RaisedError) in
            let arguments = ShellArguments(unchecked: function, on: thread)
            do throws(LuaValueProblem) {
                try arguments.replaceViews()
                try arguments.check()
            } catch {
                throw arguments.wrong(error)
            }
            return arguments
        }
    }

    /// An error about these arguments.
    func wrong(_ problem: LuaValueProblem) -> RaisedError {
        RaisedError(argument: problem.description, of: function.name)
    }

    // MARK: - What was given

    /// The names of the options that were given, in the order of their bytes.
    func givenOptions() throws(LuaValueProblem) -> [String] {
        guard let table else { return [] }
        return try TableShape.names(table, thread, among: function.options.map(\.name))
    }

    /// The integer of an option, or what its declaration says where it is left out. Stack: [-0, +0, m]
    func integer(_ option: String) -> Int {
        thread.balanced {
            let given = withOption(option) { thread.integer(at: $0).map { Int($0) } } ?? nil
            return given ?? Int(standard(of: option)) ?? 0
        }
    }

    /// The truth of an option, or what its declaration says where it is left out. Stack: [-0, +0, m]
    func truth(_ option: String) -> Bool {
        thread.balanced {
            withOption(option) { thread.truth(at: $0) } ?? (standard(of: option) == "true")
        }
    }

    private func standard(of option: String) -> String {
        function.options.first { $0.name == option }?.standard ?? ""
    }

    /// What `body` makes of an option's value, which stands at the place that it is given; nil where it is left out.
    /// Stack: [-0, +0, e]
    func withOption<Result, Failure: Error>(
        _ name: String, _ body: (Int) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        try thread.balanced { () throws(Failure) in
            guard let table else { return nil }
            let top = thread.top
            defer { thread.setTop(top) }
            guard thread.rawGet(name, at: table) != .nil else { return nil }
            if LuaReadOnlyView.isView(at: -1, of: thread) { try? LuaReadOnlyView.pushContents(at: -1, of: thread) }
            return try body(thread.absolute(-1))
        }
    }

    // MARK: - Checks

    /// Functions of the host read what a view shows; what they hand to code is a view again.
    private func replaceViews() throws(LuaValueProblem) {
        for index in 1..<(thread.top + 1) where LuaReadOnlyView.isView(at: index, of: thread) {
            let offset = index - 1
            let isHandedOut: Bool
            if function.parameters.indices.contains(offset), case .items = function.parameters[offset].kind {
                isHandedOut = true
            } else {
                isHandedOut = false
            }
            try LuaValueProblem.reading(index, of: thread, .root, isHandedOut: isHandedOut)
            thread.replace(at: index)
        }
    }

    private func check() throws(LuaValueProblem) {
        for (offset, parameter) in function.parameters.enumerated() {
            let index = offset + 1
            if index > thread.top, parameter.isRequired, case .value(.any) = parameter.kind {
                throw LuaValueProblem(path: ValuePath(parameter.name), kind: .declared(.missing))
            }
            if thread.isNoneOrNil(at: index), !parameter.isRequired { continue }
            try check(parameter, at: index)
        }
        guard let table else { return }
        guard thread.type(at: table) == .table else {
            let names = function.options.map(\.name)
            let got = LuaTypeWords.words(for: table, of: thread)
            throw LuaValueProblem(path: .root, kind: .argumentsExpected(names: names, got: got))
        }
        if !function.allowsOtherTables { _ = try givenOptions() }
        for option in function.options {
            defer { thread.pop() }
            if thread.rawGet(option.name, at: table) != .nil { try check(option, at: thread.absolute(-1)) }
        }
    }

    private func check(_ parameter: ShellParameter, at index: Int) throws(LuaValueProblem) {
        let path = ValuePath(parameter.name)
        switch (parameter.kind, thread.type(at: index)) {
        case (.value(.any), _), (.function, .function), (.items, .function), (.items, .table),
            (.fieldOrFunction, .function), (.fieldOrFunction, .string), (.value(.array), .table),
            (.value(.map), .table), (.value(.object), .table):
            return
        case (.items, .userdata) where FoundObjects.isOne(at: index, of: thread): return
        case (.value(let type), _):
            let value = LuaScalar.value(at: index, of: thread)
            var got = LuaTypeWords.words(for: index, of: thread)
            switch type.problem(with: value, got: got) {
            case nil:
                // No bound holds what is no number.
                guard case .number(let number) = value, !number.isFinite else { return }
            case .belowMinimum(_, let number), .aboveMaximum(_, let number): got = number
            case .wrongType: break
            case .some(let kind): throw LuaValueProblem(path: path, kind: .declared(kind))
            }
            throw LuaValueProblem(path: path, kind: .expected(parameter.kind.expectation, got: got))
        default:
            let got = LuaTypeWords.words(for: index, of: thread)
            throw LuaValueProblem(path: path, kind: .expected(parameter.kind.expectation, got: got))
        }
    }
}

extension ShellParameter.Kind {
    /// What is expected, to stand after that word.
    var expectation: String {
        switch self {
        case .function: "a function"
        case .items: "an array or an iterator"
        case .fieldOrFunction: "the name of a field or a function"
        case .value(.array), .value(.map), .value(.object): "a table"
        case .value(let type): type.boundedExpectation
        }
    }
}
