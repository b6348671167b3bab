public import LuaBridge

/// A value named from the globals on: `experiments.get`, `_[1].key`, `t["a b"]`.
public struct LuaPath: Sendable, Equatable {
    /// One name or index.
    public enum Step: Sendable, Equatable {
        /// A name, or a string in brackets.
        case field(String)
        /// An integer in brackets.
        case item(Int64)
    }

    /// The most tables behind each other's `__index` that are looked at.
    static let longestChain = 16

    /// The steps; the first is a global's name.
    public var steps: [Step]
    /// Whether the last step came after a `:`.
    public var isMethod = false

    /// A path.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// The names, where there are only names: `["io", "open"]`.
    public var names: [String]? {
        var names: [String] = []
        for step in steps {
            guard case .field(let name) = step else { return nil }
            names.append(name)
        }
        return names
    }

    /// Pushes the value, found by raw access in tables and in the tables behind their `__index`; no code runs.
    ///
    /// - Returns: false where there is none; then nothing was pushed. Stack: [-0, +(0|1), m]
    public func push(on thread: LuaThread) -> Bool {
        thread.balanced(pushesWhenTrue: 1) {
            let top = thread.top
            guard (try? thread.reserve(8)) != nil else { return false }
            thread.pushGlobals()
            for step in steps {
                guard Self.step(into: step, on: thread) else {
                    thread.setTop(top)
                    return false
                }
            }
            return true
        }
    }

    /// Replaces the value on top by its field; false leaves anything there.
    private static func step(into step: Step, on thread: LuaThread) -> Bool {
        for _ in 0..<longestChain {
            if thread.type(at: -1) == .table {
                let type =
                    switch step {
                    case .field(let name): thread.rawGet(name, at: -1)
                    case .item(let index): thread.rawGet(Int(index), at: -1)
                    }
                if type != .nil {
                    thread.remove(at: -2)
                    return true
                }
                thread.pop()
            }
            guard followIndex(on: thread) else { return false }
        }
        return false
    }

    /// Replaces the value on top by the table of its `__index`; false where there is none, or a function.
    static func followIndex(on thread: LuaThread) -> Bool {
        guard thread.pushMetafield("__index", of: -1) else { return false }
        thread.remove(at: -2)
        return thread.type(at: -1) == .table
    }
}
