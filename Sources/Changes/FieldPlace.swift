import ManagementAPI

/// Where a value stands in an object, for code and for people: `variants[2].payload`, `variants.treatment.payload`.
struct FieldPlace {
    /// As Lua finds it, in the state before, or after where it was not there before.
    var path = ValuePath.root
    /// With the names of records in place of their numbers.
    var words = ValuePath.root

    func field(_ name: String) -> FieldPlace { FieldPlace(path: path.field(name), words: words.field(name)) }

    /// An item of this list, counted from 0.
    func item(_ index: Int) -> FieldPlace { FieldPlace(path: path.item(index), words: words.item(index)) }

    /// A record of this list that has a name.
    func record(_ index: Int, named name: String) -> FieldPlace {
        FieldPlace(path: path.item(index), words: words.field(name))
    }
}
