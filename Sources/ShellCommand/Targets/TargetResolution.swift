import APIClient
import ManagementAPI

/// Which target options, environment and profiles name (DESIGN section 1, "What it talks to").
struct TargetResolution: Sendable {
    /// The variable that holds the key where no profile is named.
    static let keyVariable = OptionTable.all.name(of: .key)

    /// The generation of the API where no profile names another.
    static let generation = Generation.beta

    let sources: SettingSources

    init(sources: SettingSources) { self.sources = sources }

    /// The target of the session. Options beat the environment.
    func target() throws(SettingsError) -> Target {
        let sandbox = sources.given(.sandboxPath) ?? sources.given(.sandbox)
        let profile = sources.given(.profile)
        let url = sources.given(.url)

        let named = [sandbox?.origin, profile?.origin, url?.origin].compactMap { $0 }
        if named.count > 1 { throw .differentTargets(named[0], named[1]) }

        if sandbox != nil { return try self.sandbox(path: sources.said(.sandboxPath)?.value) }
        if let profile { return try self.profile(profile) }
        if let url { return try live(at: url) }
        return try targetOfEnvironment()
    }

    private func targetOfEnvironment() throws(SettingsError) -> Target {
        let sandbox = sources.saidByEnvironment(.sandboxPath)
        let profile = sources.saidByEnvironment(.profile)
        let url = sources.saidByEnvironment(.url)
        // A named profile uses only its own url and key, so AMPSH_URL beside it says nothing.
        if let sandbox, let other = profile ?? url { throw .differentTargets(sandbox.origin, other.origin) }

        if let sandbox { return try self.sandbox(path: sandbox.value) }
        if let profile { return try self.profile(profile) }
        if let url { return try live(at: url) }
        if sources.hasKey(Self.keyVariable) {
            return try live(
                at: Sourced(value: Self.generation.defaultURL(), origin: .standard(of: OptionTable.all.name(of: .url))))
        }
        return try self.sandbox(path: nil)
    }

    private func live(at url: Sourced<String>) throws(SettingsError) -> Target {
        guard sources.hasKey(Self.keyVariable) else { throw .urlWithoutKey(url.origin) }
        return .live(try live(at: url, key: .variable(Self.keyVariable), profile: nil))
    }

    private func profile(_ said: Sourced<String>) throws(SettingsError) -> Target {
        .live(try profile(named: said.value, origin: said.origin))
    }

    /// The sandbox at `path`; nil or empty means the usual file.
    func sandbox(path: String?) throws(SettingsError) -> Target {
        if let path, !path.isEmpty { return .sandbox(path: path) }
        guard let path = sources.paths.sandboxFile else { throw .noHome }
        return .sandbox(path: path)
    }

    /// The target that a profile names.
    ///
    /// - Parameter origin: Who names the profile; messages say so.
    func profile(named name: String, origin: SettingOrigin) throws(SettingsError) -> LiveTarget {
        guard let file = sources.profiles else {
            throw .noConfigFile(origin, profile: name, path: sources.paths.configFile)
        }
        guard let profile = file.profile(named: name) else {
            let known = file.profiles.map(\.name)
            throw .unknownProfile(
                origin, name: name, known: known, nearest: Spelling.nearest(to: name, among: known))
        }
        switch profile.key {
        case nil: throw .profileWithoutKey(profile: name)
        case .variable(let variable) where !sources.hasKey(variable):
            throw .profileKeyMissing(profile: name, variable: variable)
        case .variable(let variable): return try live(profile, key: .variable(variable))
        case .file(let path): return try live(profile, key: .file(path))
        case .command(let command): return try live(profile, key: .command(command))
        }
    }

    private func live(_ profile: Profile, key: KeySource) throws(SettingsError) -> LiveTarget {
        let url = profile.url ?? (profile.generation ?? Self.generation).defaultURL()
        return try live(
            at: Sourced(value: url, origin: .profile(profile.name, field: "url")), key: key, profile: profile)
    }

    private func live(
        at url: Sourced<String>, key: KeySource, profile: Profile?
    ) throws(SettingsError) -> LiveTarget {
        let base: BaseURL
        do {
            base = try BaseURL(url.value)
        } catch {
            throw .badURL(url.origin, error)
        }
        return LiveTarget(
            url: base, key: key,
            generation: profile?.generation ?? Self.generation, profile: profile?.name,
            isProtected: profile?.isProtected ?? false, colour: profile?.colour, profileRate: profile?.rate)
    }
}
