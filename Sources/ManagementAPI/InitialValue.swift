public import JSON

/// What a field of an object holds that was just made, where the request did not say.
public enum InitialValue: Sendable, Hashable {
    /// This value.
    case value(JSONValue)
    /// What another field holds.
    case copy(of: String)
    /// What another field holds, in lower case with hyphens between its words.
    case slug(of: String)
    /// An object that has each member of the list which the field's keys name, with this value; members that the request
    /// gives have theirs.
    case each(JSONValue)
    /// Nothing, in place of which counts what the object around holds in the field of the same name.
    case inherited
}
