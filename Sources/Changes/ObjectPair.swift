import JSON
import ManagementAPI

/// Two objects that are compared, each with what is declared of it.
struct ObjectPair {
    let before: JSONObject
    let after: JSONObject
    let typeBefore: ObjectType
    let typeAfter: ObjectType

    init(_ before: JSONObject, _ typeBefore: ObjectType, _ after: JSONObject, _ typeAfter: ObjectType) {
        self.before = before
        self.after = after
        self.typeBefore = typeBefore
        self.typeAfter = typeAfter
    }

    /// Whether both are of one generation.
    var isOfOneType: Bool { typeBefore == typeAfter }

    /// The fields that both declare, in the order of the first type, each as both declare it.
    var declared: [(before: Field, after: Field)] {
        typeBefore.fields.compactMap { field in typeAfter.field(field.name).map { (field, $0) } }
    }

    /// Names of fields that are not declared: of both objects, and where one type declares all there is, of either.
    var others: [String] {
        let names = before.keys.filter { typeBefore.field($0) == nil && typeAfter.field($0) == nil }
        guard isOfOneType else { return names.filter { after[$0] != nil } }
        return names + after.keys.filter { before[$0] == nil && typeAfter.field($0) == nil }
    }

    /// What tells the records of a list from each other, where other fields name them by it.
    func memberKey(ofList list: String) -> String? { typeBefore.memberKey(ofList: list) }
}
