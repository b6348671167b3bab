import ManagementAPI
import Sandbox

/// What a sandbox holds, in words.
struct SandboxContents {
    let info: SandboxInfo

    /// The number of objects of each resource of the catalogue that stands in no other, with what they are called.
    var counts: [(kind: ObjectKind, count: Int)] {
        var names: Set<String> = []
        return Catalogue.all.resources.compactMap { resource in
            guard resource.tables.count == 1, names.insert(resource.name).inserted,
                let kind = resource.objectType?.kind,
                kind.identifyingField != nil
            else { return nil }
            return (kind, info.objects[resource.name] ?? 0)
        }
    }

    /// `60 experiments and 8 deployments`
    var sentence: String {
        let words = counts.map { $0.kind.count($0.count) }
        return words.count < 2
            ? words.joined() : "\(words.dropLast().joined(separator: ", ")) and \(words[words.count - 1])"
    }

    /// `60 experiments in 2 projects, 8 deployments`
    var line: String {
        var words = counts.map { $0.kind.count($0.count) }
        if !words.isEmpty { words[0] += " in \(info.projects) \(info.projects == 1 ? "project" : "projects")" }
        return words.joined(separator: ", ")
    }
}
