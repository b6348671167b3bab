import ManagementAPI

/// Paths of the catalogue's endpoints, for `request`.
struct PathCompletion {
    /// A path, or the beginning of one.
    struct Path: Equatable {
        var text: String
        var isWhole: Bool
        var summary: String?
    }

    /// The method that was given.
    let method: String?
    /// The generation whose paths they are.
    let generation: Generation
    /// The objects of a resource that begin with a text.
    let objects: (_ prefix: String, _ resource: String) -> [KnownObject]

    /// What the last segment that was typed could become, in order.
    func paths(from typed: String) -> [Path] {
        let segments = typed.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = segments.last else { return [] }
        let before = segments.dropLast()
        let folder = before.map { $0 + "/" }.joined()
        var found: [Path] = []
        for endpoint in Catalogue.all.endpoints(of: generation)
        where endpoint.isOperation && (method == nil || endpoint.method.rawValue == method) {
            let template = endpoint.fullPath.description.split(separator: "/", omittingEmptySubsequences: false)
            guard template.count > before.count,
                zip(template, before).allSatisfy({ $0 == $1 || Self.isCapture($0) && !$1.isEmpty })
            else { continue }
            let next = template[before.count]
            let isWhole = template.count == before.count + 1
            let ending = isWhole ? "" : "/"
            let summary = isWhole ? "\(endpoint.method.rawValue): \(endpoint.summary)" : nil
            let texts: [(String, String?)] =
                if let parameter = Self.parameter(next, of: endpoint) {
                    Self.resource(parameter).map { objects(String(last), $0).map { ($0.id, $0.label) } } ?? []
                } else {
                    next.hasPrefix(last) ? [(String(next), summary)] : []
                }
            for (text, summary) in texts {
                let path = Path(text: folder + text + ending, isWhole: isWhole, summary: summary)
                if !found.contains(where: { $0.text == path.text }) { found.append(path) }
            }
        }
        return found
    }

    private static func parameter(_ segment: Substring, of endpoint: Endpoint) -> Parameter? {
        isCapture(segment) ? endpoint.parameter(String(segment.dropFirst().dropLast())) : nil
    }

    private static func resource(_ parameter: Parameter) -> String? {
        if case .id(let resource)? = parameter.meaning { resource } else { nil }
    }

    private static func isCapture(_ segment: Substring) -> Bool { segment.hasPrefix("{") }
}
