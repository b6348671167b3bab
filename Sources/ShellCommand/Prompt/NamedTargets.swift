import APIClient
import ManagementAPI
import Repl
import Secrets

/// The targets that `.profile` knows: where the session began, the profiles of the config file, and the sandbox.
struct NamedTargets {
    private static let sandbox = "sandbox"

    let sources: SettingSources
    /// Where the session began.
    let first: Target

    /// The target of a name. The name of a profile comes first.
    func target(named name: String) throws(SettingsError) -> Target {
        let resolution = TargetResolution(sources: sources)
        if sources.profiles?.profile(named: name) == nil {
            if name == first.label { return first }
            if name == Self.sandbox { return try sandbox() }
        }
        return .live(try resolution.profile(named: name, origin: .call(".profile")))
    }

    /// A line for each, the profiles in the order of their names.
    func rows(present: Target) -> [ProfileRow] {
        var rows: [ProfileRow] = []
        var names: Set<String> = []
        func add(_ name: String, _ place: String) {
            guard names.insert(name).inserted else { return }
            rows.append(
                ProfileRow(
                    name: PastedKey.shown(name), place: PastedKey.shown(place), isPresent: name == present.label,
                    canBeOffered: !PastedKey.isIn(name)))
        }
        for profile in sources.profiles?.profiles ?? [] {
            add(
                profile.name,
                profile.url
                    ?? (profile.generation ?? TargetResolution.generation).defaultURL(in: profile.region ?? .us))
        }
        add(first.label, Self.place(of: first))
        if let sandbox = try? sandbox() { add(Self.sandbox, Self.place(of: sandbox)) }
        return rows
    }

    private func sandbox() throws(SettingsError) -> Target {
        let path = sources.said(.sandboxPath)?.value
        return try TargetResolution(sources: sources).sandbox(path: path)
    }

    private static func place(of target: Target) -> String {
        switch target {
        case .sandbox(let path, _): path
        case .live(let live): live.url.text
        }
    }
}
