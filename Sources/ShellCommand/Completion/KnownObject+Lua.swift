import LuaBridge
import ManagementAPI
import ScriptRuntime

extension KnownObject {
    /// More variants than anybody would choose from.
    private static let mostVariants = 100

    /// The objects of an answer whose value is on top: one, or those of a page. Raw access only. Stack: [-0, +0, m]
    static func read(_ result: ResultShape, on thread: LuaThread) -> [KnownObject] {
        guard (try? thread.reserve(8)) != nil, thread.type(at: -1) == .table else { return [] }
        switch result {
        case .acknowledgement: return []
        case .object: return KnownObject(thread).map { [$0] } ?? []
        case .page:
            let count = thread.size(at: -1).items
            var objects: [KnownObject] = []
            objects.reserveCapacity(count)
            for position in 0..<count {
                thread.rawGet(position + 1, at: -1)
                if thread.type(at: -1) == .table, let object = KnownObject(thread) { objects.append(object) }
                thread.pop()
            }
            return objects
        }
    }

    /// The object in the table on top; nil without an id, and for one that was deleted.
    init?(_ thread: LuaThread) {
        guard let id = Self.text("id", thread), !Self.isTrue("deleted", thread) else { return nil }
        let label = Self.text("label", thread) ?? Self.text("key", thread) ?? ""
        let title = Self.text("name", thread) ?? ""
        self.init(
            id: id, label: label, title: title == label ? "" : title, projectID: Self.text("projectId", thread) ?? "",
            variants: Self.variants(thread))
    }

    /// The keys of the variants in the table on top.
    static func variants(_ thread: LuaThread) -> [String] {
        defer { thread.pop() }
        guard thread.rawGet("variants", at: -1) == .table else { return [] }
        var keys: [String] = []
        for position in 0..<Int(min(thread.size(at: -1).largest, Int64(mostVariants))) {
            if thread.rawGet(position + 1, at: -1) == .table, let key = text("key", thread) { keys.append(key) }
            thread.pop()
        }
        return keys
    }

    /// A field that is a string, or an integer as its digits.
    static func text(_ field: StaticString, _ thread: LuaThread) -> String? {
        defer { thread.pop() }
        switch thread.rawGet(field, at: -1) {
        case .string: return thread.string(at: -1)
        case .number: return thread.isInteger(at: -1) ? thread.integer(at: -1).map(String.init) : nil
        default: return nil
        }
    }

    private static func isTrue(_ field: StaticString, _ thread: LuaThread) -> Bool {
        defer { thread.pop() }
        return thread.rawGet(field, at: -1) == .boolean && thread.truth(at: -1)
    }
}
