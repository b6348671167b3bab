import LuaBridge
import ManagementAPI
import ScriptRuntime

extension KnownObject {
    /// More members of one list than anybody would choose from.
    private static let mostMembers = 100

    /// The objects of an answer whose value is on top: one, or those of a page. Raw access only. Stack: [-0, +0, m]
    static func read(_ result: ResultShape, on thread: LuaThread) -> [KnownObject] {
        thread.balanced {
            guard (try? thread.reserve(8)) != nil, thread.type(at: -1) == .table else { return [] }
            switch result {
            case .acknowledgement, .array: return []
            case .object(let type): return KnownObject(thread, type).map { [$0] } ?? []
            case .page(let type, _):
                let count = thread.size(at: -1).items
                var objects: [KnownObject] = []
                objects.reserveCapacity(count)
                for position in 0..<count {
                    thread.rawGet(position + 1, at: -1)
                    if thread.type(at: -1) == .table, let object = KnownObject(thread, type) { objects.append(object) }
                    thread.pop()
                }
                return objects
            }
        }
    }

    /// The object in the table on top; nil without an id, and for one that was deleted.
    init?(_ thread: LuaThread, _ type: ObjectType) {
        guard let kind = type.kind, let identity = kind.identifyingField, let id = Self.text(identity, thread),
            !(kind.tombstone.map { Self.isTrue($0, thread) } ?? false)
        else { return nil }
        let label = kind.label.flatMap { Self.text($0, thread) } ?? ""
        let title = kind.title.flatMap { Self.text($0, thread) } ?? ""
        var members: [String: [String]] = [:]
        for (list, field) in type.memberLists { members[list] = Self.members(list, field, thread) }
        self.init(
            id: id, label: label, title: title == label ? "" : title,
            projectID: type.projectField.flatMap { Self.text($0, thread) } ?? "", members: members)
    }

    /// What names the records of a list of the table on top.
    private static func members(_ list: String, _ field: String, _ thread: LuaThread) -> [String] {
        defer { thread.pop() }
        guard thread.rawGet(list, at: -1) == .table else { return [] }
        var names: [String] = []
        for position in 0..<Int(min(thread.size(at: -1).largest, Int64(mostMembers))) {
            if thread.rawGet(position + 1, at: -1) == .table, let name = text(field, thread) { names.append(name) }
            thread.pop()
        }
        return names
    }

    /// A field that is a string, or an integer as its digits.
    private static func text(_ field: String, _ thread: LuaThread) -> String? {
        defer { thread.pop() }
        switch thread.rawGet(field, at: -1) {
        case .string: return thread.string(at: -1)
        case .number: return thread.isInteger(at: -1) ? thread.integer(at: -1).map(String.init) : nil
        default: return nil
        }
    }

    private static func isTrue(_ field: String, _ thread: LuaThread) -> Bool {
        defer { thread.pop() }
        return thread.rawGet(field, at: -1) == .boolean && thread.truth(at: -1)
    }
}
