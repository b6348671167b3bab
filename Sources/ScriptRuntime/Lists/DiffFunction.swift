import Changes
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// `diff(a, b)`: what differs, as an array with a row for each difference, which reads as a plan prints it.
struct DiffFunction {
    /// One of the two, with the name of its type where a call says it.
    private enum Side {
        case object(JSONObject, String?)
        case list([JSONObject], String?)
        case value
    }

    let objects: ObjectMarks
    let catalogue: Catalogue

    /// Compares the values at 1 and 2.
    func call(_ thread: LuaThread) throws -> LuaReturn {
        let memory = HeldMemory(of: thread.state.memory)
        let (mine, others) = (try value(at: 1, of: thread, memory), try value(at: 2, of: thread, memory))
        let (first, second) = (side(mine, at: 1, of: thread), side(others, at: 2, of: thread))
        try DifferenceRow.push(rows(first, second) ?? plain(mine, others), on: thread)
        return .one
    }

    /// By what is declared; nil where nothing is, or where the two have nothing in common.
    private func rows(_ first: Side, _ second: Side) -> [DifferenceRow]? {
        switch (first, second) {
        case (.object(let before, let name), .object(let after, let other)):
            guard let (type, otherType) = types(name, [before], other, [after]) else { return nil }
            let relation = Difference.relation(of: before, type, to: after, otherType)
            return Difference.between(before, of: type, after, of: otherType, as: relation)
                .map { DifferenceRow($0, relation) }
        case (.list(let before, let name), .list(let after, let other)):
            guard let (type, otherType) = types(name, before, other, after) else { return nil }
            return Difference.between(before, of: type, after, of: otherType)
                .flatMap { DifferenceRow.rows($0, type) }
        default: return nil
        }
    }

    private func plain(_ first: JSONValue, _ second: JSONValue) -> [DifferenceRow] {
        Difference.between(first, second).map { DifferenceRow($0, .states) }
    }

    private func value(at index: Int, of thread: LuaThread, _ memory: HeldMemory) throws -> JSONValue {
        do throws(LuaValueProblem) {
            let text = try LuaJSONWriter.text(at: index, of: thread, ValuePath(index == 1 ? "a" : "b"))
            do throws(NotEnoughMemory) {
                try memory.grow(by: JSONValue.memory(parsing: text.count))
            } catch {
                throw LuaValueProblem.noMemory
            }
            // What was just written can be read.
            return (try? JSONValue(parsing: text, depthLimit: LuaJSONWriter.depthLimit)) ?? .null
        } catch {
            throw error.raised(by: ShellFunction.diff.name)
        }
    }

    private func side(_ value: JSONValue, at index: Int, of thread: LuaThread) -> Side {
        switch value {
        case .object(let object): return .object(object, objects.name(at: index, of: thread))
        case .array(let items):
            let list = items.compactMap(\.objectValue)
            guard list.count == items.count else { return .value }
            return .list(list, itemType(at: index, of: thread, count: items.count))
        default: return .value
        }
    }

    /// The one type that all items have. Stack: [-0, +0, -]
    private func itemType(at index: Int, of thread: LuaThread, count: Int) -> String? {
        thread.balanced {
            var found: String?
            for place in 1..<(count + 1) {
                thread.rawGet(place, at: index)
                defer { thread.pop() }
                guard let name = objects.name(at: -1, of: thread), name == found ?? name else { return nil }
                found = name
            }
            return found
        }
    }

    /// The type of both, each in the generation that it is of: by the calls that answered them, else by what they look like.
    private func types(
        _ name: String?, _ before: [JSONObject], _ other: String?, _ after: [JSONObject]
    ) -> (ObjectType, ObjectType)? {
        guard name == nil || other == nil || name == other else { return nil }
        let fields = (Set(before.flatMap(\.keys)), Set(after.flatMap(\.keys)))
        guard let name = name ?? other ?? guess(fields.0.union(fields.1), both: fields),
            let type = self.type(named: name, with: fields.0), let otherType = self.type(named: name, with: fields.1)
        else { return nil }
        return (type, otherType)
    }

    /// The type whose marks both have, and that knows most of their fields.
    private func guess(_ all: Set<String>, both: (Set<String>, Set<String>)) -> String? {
        let fitting = catalogue.answeredTypes().filter { type in
            guard let marks = type.kind?.marks, !marks.isEmpty else { return false }
            return both.0.isSuperset(of: marks) && both.1.isSuperset(of: marks)
        }
        return Self.best(fitting, all)?.name
    }

    /// The type of that name of the generation that knows most of the fields.
    private func type(named name: String, with fields: Set<String>) -> ObjectType? {
        Self.best(
            Generation.allCases.flatMap { catalogue.answeredTypes(of: $0) }.filter { $0.name == name }, fields)
    }

    /// The one that knows most of the fields; the first where several do.
    private static func best(_ types: [ObjectType], _ fields: Set<String>) -> ObjectType? {
        var best: (type: ObjectType, known: Int)?
        for type in types {
            let known = fields.count { type.field($0) != nil }
            if known > best?.known ?? -1 { best = (type, known) }
        }
        return best?.type
    }
}
