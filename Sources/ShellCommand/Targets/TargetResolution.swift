import APIClient
import ManagementAPI

/// Which target options, environment and profiles name (DESIGN section 1, "What it talks to").
struct TargetResolution: Sendable {
    /// The variable that holds the key where no profile is named.
    static let keyVariable = OptionTable.all.name(of: .key)

    /// The generation of the API where no profile names another.
    static let generation = Generation.beta

    let sources: SettingSources
    /// Whether options and environment have a say about the generation and the region: they do for the session's own target.
    private let isMain: Bool

    /// - Parameter isMain: false for a target of `connect`, which says all of its own.
    init(sources: SettingSources, isMain: Bool = true) {
        self.sources = sources
        self.isMain = isMain
    }

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
            let generation = try givenGeneration()
            let url = (generation ?? Self.generation).defaultURL(in: try region(nil))
            return try live(at: Sourced(value: url, origin: .standard(of: OptionTable.all.name(of: .url))))
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
    func sandbox(path: String?, _ generation: Generation? = nil) throws(SettingsError) -> Target {
        let given = try givenGeneration()
        let generation = generation ?? given ?? Self.generation
        if let path, !path.isEmpty { return .sandbox(path: path, generation: generation) }
        guard let path = sources.paths.sandboxFile else { throw .noHome }
        return .sandbox(path: path, generation: generation)
    }

    /// What options and environment say about the generation.
    private func givenGeneration() throws(SettingsError) -> Generation? {
        guard isMain else { return nil }
        return try sources.value(of: .generation) { said throws(SettingsError) in
            try SettingValue.choice(said, of: Generation.self)
        }
    }

    private func region(_ profile: Profile?) throws(SettingsError) -> Generation.Region {
        let given: Generation.Region? =
            isMain
            ? try sources.value(of: .region) { said throws(SettingsError) in
                try SettingValue.choice(said, of: Generation.Region.self)
            } : nil
        return given ?? profile?.region ?? .us
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
        let given = try givenGeneration()
        let region = try region(profile)
        let url = profile.url ?? (given ?? profile.generation ?? Self.generation).defaultURL(in: region)
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
        let (generation, root) = try spoken(at: base, profile)
        return LiveTarget(
            url: root, key: key, generation: generation, profile: profile?.name,
            isProtected: profile?.isProtected ?? false, colour: profile?.colour, profileRate: profile?.rate,
            profileMaxChanges: profile?.maxChanges)
    }

    /// The generation that is spoken at a URL, and the URL without the base path that the generation's calls begin with.
    private func spoken(
        at url: BaseURL, _ profile: Profile?
    ) throws(SettingsError) -> (generation: Generation, root: BaseURL) {
        // The longest first: a generation without a base path would fit any URL.
        let named = Generation.allCases.sorted { $0.basePath.utf8.count > $1.basePath.utf8.count }
            .first { !$0.basePath.isEmpty && url.pathPrefix.hasSuffix($0.basePath) }
        let given = try givenGeneration()
        let generation = given ?? profile?.generation ?? named ?? Self.generation
        guard !generation.basePath.isEmpty else { return (generation, url) }
        return (generation, url.without(suffix: generation.basePath))
    }
}
