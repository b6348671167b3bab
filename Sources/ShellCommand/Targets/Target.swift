import APIClient
import ManagementAPI
import Platform
import Secrets

/// What the shell talks to.
enum Target: Sendable, Equatable {
    /// A sandbox file, or `:memory:`.
    case sandbox(path: String, generation: Generation)
    case live(LiveTarget)

    /// The name in the prompt: `sandbox`, the profile, or the URL's host.
    var label: String {
        switch self {
        case .sandbox: "sandbox"
        case .live(let live): live.profile ?? live.url.host
        }
    }

    /// The same for messages: without a key that was pasted in its place.
    var shownLabel: String { PastedKey.shown(label) }

    /// The generation of the API that it speaks.
    var generation: Generation {
        switch self {
        case .sandbox(_, let generation): generation
        case .live(let live): live.generation
        }
    }

    /// Where it is, as the ledger knows it: the URL, or the file of a sandbox.
    var place: String {
        switch self {
        case .sandbox(let path, _): path == Self.throwAwaySandbox ? path : Self.whole(path)
        case .live(let live): live.url.text
        }
    }

    /// The path from the root, whatever it is called: the file's, or where it would be made.
    private static func whole(_ path: String) -> String {
        if let found = realpath(path, nil) {
            defer { free(found) }
            return String(cString: found)
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        guard let found = realpath(folder, nil) else { return path }
        defer { free(found) }
        let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
        return String(cString: found) + "/" + name
    }

    /// The path of a sandbox that is thrown away at the end.
    static let throwAwaySandbox = ":memory:"
}

/// An API over HTTP.
struct LiveTarget: Sendable, Equatable {
    let url: BaseURL
    let key: KeySource
    let generation: Generation
    /// The profile that names it.
    let profile: String?
    let isProtected: Bool
    let colour: PromptColour?
    /// What the profile says about requests per second.
    let profileRate: Double?
    /// What the profile says about objects changed in one run.
    let profileMaxChanges: Int?

    /// The same service, spoken to in another generation.
    func speaking(_ generation: Generation) -> LiveTarget {
        LiveTarget(
            url: generation.basePath.isEmpty ? url : url.without(suffix: generation.basePath), key: key,
            generation: generation, profile: profile, isProtected: isProtected, colour: colour,
            profileRate: profileRate, profileMaxChanges: profileMaxChanges)
    }

    /// What may be wrong where the target does not answer as the API: its host is the one of a generation that is gone.
    var hint: String? {
        guard generation == .beta, Generation.Region.allCases.contains(where: { generation.host(in: $0) == url.host })
        else {
            return nil
        }
        return "the API of today is --api \(Generation.v1.rawValue)"
    }
}
