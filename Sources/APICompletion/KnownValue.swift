import ManagementAPI
import ScriptRuntime

/// Values that no type tells: ids of objects, projects, what names a part of an object, profiles and paths.
enum KnownValue: Equatable {
    /// The id of an object of that resource.
    case object(resource: String)
    case project
    /// What names a record of the list `list` of the object that the call is about.
    case member(list: String)
    case profile
    case path

    /// What a parameter, field or item means; nil where its type says all there is.
    init?(_ field: Field, _ type: ValueType, _ shape: CallShape) {
        // A list means it as well as its items do, but is no value of that kind.
        switch type {
        case .string, .text, .identifier: break
        default: return nil
        }
        switch field.meaning {
        case .id(let resource): self = .object(resource: resource)
        case .project: self = .project
        case .member(let list, _): self = .member(list: list)
        // The items and versions of one object are in no answer that is remembered.
        case .percentage, .item, .version: return nil
        case nil:
            let function = ShellFunction.named(shape.name)
            let parameters = function.map { $0.parameters + $0.options } ?? []
            switch parameters.first(where: { $0.name == field.name })?.meaning {
            case .profile: self = .profile
            case .path: self = .path
            case nil: return nil
            }
        }
    }
}
