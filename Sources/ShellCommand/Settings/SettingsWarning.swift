/// Something that is no error and that the user may not have meant.
enum SettingsWarning: Sendable, Equatable {
    /// `AMPSH_API_KEY` is set and empty, and nothing names a target, so it is the sandbox.
    case emptyKey

    static func all(for target: Target, _ sources: SettingSources) -> [SettingsWarning] {
        guard case .sandbox = target, sources.keys[TargetResolution.keyVariable] == .empty,
            !sources.options.has(.sandbox),
            sources.said(.sandboxPath) == nil
        else { return [] }
        return [.emptyKey]
    }
}

extension SettingsWarning: CustomStringConvertible {
    var description: String {
        switch self {
        case .emptyKey: "\(TargetResolution.keyVariable) is set and empty, so this is the sandbox"
        }
    }
}
