import JSON
import ManagementAPI

/// Two lists of objects that are compared.
struct ListPair {
    let before: [JSONValue]
    let after: [JSONValue]
    let typeBefore: ObjectType
    let typeAfter: ObjectType

    init(_ before: [JSONValue], _ typeBefore: ObjectType, _ after: [JSONValue], _ typeAfter: ObjectType) {
        self.before = before
        self.after = after
        self.typeBefore = typeBefore
        self.typeAfter = typeAfter
    }

    /// An item of each.
    func pair(_ mine: Int, _ other: Int) -> ObjectPair {
        ObjectPair(
            before[mine].objectValue ?? JSONObject(), typeBefore, after[other].objectValue ?? JSONObject(), typeAfter)
    }

    /// A word for an item: what it is called, else what it says.
    func words(_ item: JSONValue) -> String { ValueWords(type: typeBefore).text(item) ?? "-" }
}
