import LuaBridge
import ManagementAPI

/// What `find` was asked for: what objects must have, and what of it the list is asked.
struct ObjectChoice {
    /// One filter with what it was given.
    struct Condition {
        let filter: ObjectFilter
        let wanted: FilterValues
    }

    let conditions: [Condition]
    /// What goes into the query of the list.
    let query: [(String, String)]
    /// A function of the caller's that has the last word.
    let `where`: LuaReference?

    /// Whether nothing can be found: one of the filters is an empty array.
    var isEmpty: Bool { conditions.contains { $0.wanted.isEmpty } }

    /// Reads the table at 1, which may be left out. Stack: [-0, +0, m]
    static func read(
        _ filters: [ObjectFilter], of thread: LuaThread
    ) throws(LuaValueProblem) -> ObjectChoice {
        try thread.balanced { () throws(LuaValueProblem) in
            let top = thread.top
            defer { thread.setTop(top) }
            guard !thread.isNoneOrNil(at: 1) else { return ObjectChoice(conditions: [], query: [], where: nil) }
            let names = filters.map(\.name) + [ObjectFilter.lastWord]
            guard thread.type(at: 1) == .table else {
                let got = LuaTypeWords.words(for: 1, of: thread)
                throw LuaValueProblem(path: .root, kind: .argumentsExpected(names: names, got: got))
            }
            var conditions: [Condition] = []
            var query: [(String, String)] = []
            var check: LuaReference?
            for name in try TableShape.names(1, thread, among: names) {
                defer { thread.pop() }
                thread.rawGet(name, at: 1)
                let index = thread.absolute(-1)
                guard let filter = filters.first(where: { $0.name == name }) else {
                    guard thread.type(at: index) == .function else {
                        let got = LuaTypeWords.words(for: index, of: thread)
                        throw LuaValueProblem(path: ValuePath(name), kind: .expected("a function", got: got))
                    }
                    check = thread.reference(at: index)
                    continue
                }
                let wanted = try FilterValues.read(filter, at: index, of: thread)
                if let parameter = filter.parameter, let text = wanted.queryText { query.append((parameter, text)) }
                conditions.append(Condition(filter: filter, wanted: wanted))
            }
            return ObjectChoice(conditions: conditions, query: query, where: check)
        }
    }

    /// Whether the object on top of the stack has what is asked for. Stack: [-0, +0, m]
    ///
    /// - Parameter references: the ids that the filters by other objects stand for, by the filters' names.
    func accepts(_ references: [String: Set<String>], on thread: LuaThread) -> Bool {
        thread.balanced {
            conditions.allSatisfy { condition in
                switch condition.filter.test {
                case .none: return true
                case .text(let field), .value(let field):
                    thread.rawGet(field, at: -1)
                    defer { thread.pop() }
                    return condition.wanted.fit(-1, of: thread)
                case .item(let field):
                    return hasItem(in: field, on: thread) { condition.wanted.fit($0, of: thread) }
                case .reference(let field, _):
                    let ids = references[condition.filter.name] ?? []
                    return hasItem(in: field, on: thread) { index in
                        condition.wanted.fit(index, of: thread)
                            || FilterValues.text(at: index, of: thread).map(ids.contains) ?? false
                    }
                }
            }
        }
    }

    private func hasItem(in field: String, on thread: LuaThread, _ fits: (Int) -> Bool) -> Bool {
        defer { thread.pop() }
        guard thread.rawGet(field, at: -1) == .table else { return false }
        for place in 1..<(thread.size(at: -1).items + 1) {
            thread.rawGet(place, at: -1)
            defer { thread.pop() }
            if fits(thread.absolute(-1)) { return true }
        }
        return false
    }
}
