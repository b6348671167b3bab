/// The paths of endpoints as a tree of their segments: a path is looked up by as many steps as it has segments, however many
/// endpoints there are.
struct RouteTree: Sendable {
    /// An endpoint that a path fits, and the segments that its path captures, as sent.
    typealias Match = (endpoint: Endpoint, captures: [Substring])

    private struct Node: Sendable {
        var literals: [(text: String, node: Int)] = []
        var capture: Int?
        var endpoints: [Endpoint] = []
    }

    private var nodes: [Node] = [Node()]

    mutating func add(_ endpoint: Endpoint) {
        var node = 0
        for segment in endpoint.fullPath.segments { node = child(of: node, segment) }
        nodes[node].endpoints.append(endpoint)
    }

    private mutating func child(of node: Int, _ segment: PathTemplate.Segment) -> Int {
        let new = nodes.count
        switch segment {
        case .literal(let text):
            if let known = nodes[node].literals.first(where: { $0.text == text }) { return known.node }
            nodes[node].literals.append((text, new))
        case .capture:
            if let known = nodes[node].capture { return known }
            nodes[node].capture = new
        }
        nodes.append(Node())
        return new
    }

    /// Calls `body` with each endpoint that a path fits until it answers true, those first that have a literal where others
    /// capture. A captured segment is never empty.
    func matches(of path: Substring, _ body: (Match) -> Bool) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        _ = walk(parts[...], from: 0, [], body)
    }

    private func walk(
        _ parts: ArraySlice<Substring.UTF8View>, from node: Int, _ captures: [Substring], _ body: (Match) -> Bool
    ) -> Bool {
        guard let part = parts.first else { return nodes[node].endpoints.contains { body(($0, captures)) } }
        for literal in nodes[node].literals where part.elementsEqual(literal.text.utf8) {
            if walk(parts.dropFirst(), from: literal.node, captures, body) { return true }
        }
        guard let capture = nodes[node].capture, !part.isEmpty else { return false }
        return walk(parts.dropFirst(), from: capture, captures + [Substring(part)], body)
    }
}
