/// What a value stands for, beyond its type: it names something, or is to be read in a certain way.
public enum FieldMeaning: Sendable, Hashable {
    /// The id of an object of the resource of this name; for a list, each of its items.
    case id(of: String)
    /// The id of a project.
    case project
    /// What names a record of the list `list` of the object that a call is about, by the records' field `by`; for an
    /// object, its keys do, and its values are their relative weights.
    case member(of: String, by: String)
    /// What names an item of the list `list` of the object that a call is about, by the items' field `by`, where no other
    /// value of the object does.
    case item(of: String, by: String)
    /// The number of a version of the object that a call is about.
    case version
    /// A share in percent.
    case percentage
}
