import Secrets

/// Who said something: messages name it.
enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    case option(String)
    case variable(String)
    case profile(String, field: String)
    /// Nobody: it is what holds without.
    case standard(of: String)
    /// A function of the shell, called by a script.
    case call(String)

    var description: String {
        switch self {
        case .option(let name): name
        case .variable(let name): name
        case .standard(let name): "the default of \(name)"
        case .profile(let profile, let field): "'\(field)' of the profile '\(PastedKey.shown(profile))'"
        case .call(let function): function
        }
    }
}

/// A value together with who said it.
struct Sourced<Value> {
    let value: Value
    let origin: SettingOrigin
}

extension Sourced: Sendable where Value: Sendable {}
