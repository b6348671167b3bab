import JSON
import LuaBridge
import ManagementAPI

/// What a filter was given: one value or several, one of which an object must have.
enum FilterValues {
    /// Texts, by patterns.
    case patterns([Glob])
    /// Texts, numbers and truths that must be equal.
    case values([JSONValue])

    var isEmpty: Bool {
        switch self {
        case .patterns(let globs): globs.isEmpty
        case .values(let values): values.isEmpty
        }
    }

    /// The one value that alone is wanted, as it goes into a query; nil where there are others.
    var queryText: String? {
        switch self {
        case .patterns(let globs): globs.count == 1 ? globs[0].exact : nil
        case .values(let values): values.count == 1 ? values[0].stringValue ?? values[0].description : nil
        }
    }

    /// Reads the value at `index`, or the array of them. Stack: [-0, +0, m]
    static func read(
        _ filter: ObjectFilter, at index: Int, of thread: LuaThread
    ) throws(LuaValueProblem) -> FilterValues {
        try thread.balanced { () throws(LuaValueProblem) in
            let path = ValuePath(filter.name)
            guard thread.type(at: index) == .table, filter.test != .none else {
                return try read(filter, [(index, path)], of: thread)
            }
            let top = thread.top
            defer { thread.setTop(top) }
            if LuaReadOnlyView.isView(at: index, of: thread) {
                try LuaValueProblem.reading(index, of: thread, path)
            } else {
                thread.pushCopy(of: index)
            }
            let list = thread.absolute(-1)
            let count: Int
            switch try TableShape.of(list, thread, path) {
            case .array(let items): count = items
            case .object(fields: 0): count = 0
            case .object:
                throw LuaValueProblem(
                    path: path, kind: .expected("\(filter.expectation) or an array", got: "a table with fields"))
            }
            var values = filter.isPattern ? FilterValues.patterns([]) : .values([])
            for item in 0..<count {
                thread.rawGet(item + 1, at: list)
                defer { thread.pop() }
                values.append(try read(filter, [(thread.absolute(-1), path.item(item))], of: thread))
            }
            return values
        }
    }

    private mutating func append(_ other: FilterValues) {
        switch (self, other) {
        case (.patterns(let mine), .patterns(let more)): self = .patterns(mine + more)
        case (.values(let mine), .values(let more)): self = .values(mine + more)
        default: break
        }
    }

    private static func read(
        _ filter: ObjectFilter, _ places: [(index: Int, path: ValuePath)], of thread: LuaThread
    ) throws(LuaValueProblem) -> FilterValues {
        let (index, path) = places[0]
        if filter.isPattern {
            guard let text = text(at: index, of: thread) else {
                let got = LuaTypeWords.words(for: index, of: thread)
                throw LuaValueProblem(path: path, kind: .expected(filter.expectation, got: got))
            }
            if let hidden = HiddenCharacter.first(in: text) {
                throw LuaValueProblem(
                    path: path, kind: .expected("a text that can be seen whole", got: "one with \(hidden)"))
            }
            return .patterns([Glob(text)])
        }
        let got = LuaTypeWords.words(for: index, of: thread)
        if let problem = filter.type.problem(with: LuaScalar.value(at: index, of: thread), got: got) {
            throw LuaValueProblem(path: path, kind: .declared(problem))
        }
        switch thread.type(at: index) {
        case .boolean: return .values([.bool(thread.truth(at: index))])
        case .number: return .values([number(at: index, of: thread)])
        default: return .values([.string(thread.string(at: index) ?? "")])
        }
    }

    /// Whether the value at `index` is one of them. Stack: [-0, +0, m]
    func fit(_ index: Int, of thread: LuaThread) -> Bool {
        thread.balanced {
            switch self {
            case .patterns(let globs):
                if let bytes = thread.borrowedBytes(at: index) { return globs.contains { $0.matches(bytes) } }
                guard let text = Self.text(at: index, of: thread) else { return false }
                return globs.contains { $0.matches(Array(text.utf8)) }
            case .values(let values):
                switch thread.type(at: index) {
                case .boolean: return values.contains(.bool(thread.truth(at: index)))
                case .string: return thread.string(at: index).map { values.contains(.string($0)) } ?? false
                case .number:
                    let number = thread.number(at: index)
                    return values.contains { $0.numberValue == number }
                default: return false
                }
            }
        }
    }

    /// A string, or an integer as its digits; nil for any other value. Stack: [-0, +0, -]
    static func text(at index: Int, of thread: LuaThread) -> String? {
        thread.balanced {
            switch thread.type(at: index) {
            case .string: thread.string(at: index)
            case .number: thread.isInteger(at: index) ? thread.integer(at: index).map(String.init) : nil
            default: nil
            }
        }
    }

    private static func number(at index: Int, of thread: LuaThread) -> JSONValue {
        thread.integer(at: index).map(JSONValue.integer) ?? .number(thread.number(at: index) ?? 0)
    }
}

extension ObjectFilter {
    /// Whether its values are patterns.
    var isPattern: Bool {
        switch test {
        case .text, .item, .reference: true
        case .value, .none: false
        }
    }

    fileprivate var expectation: String {
        if case .identifier = type {
            "a string or an integer"
        } else if isPattern {
            "a string"
        } else {
            type.expectation
        }
    }
}
