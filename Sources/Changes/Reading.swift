public import ManagementAPI

/// What is read to see a part of an object: a call and what its path names.
public struct Reading: Sendable, Hashable {
    /// One item of a list of what is read.
    public struct Item: Sendable, Hashable {
        /// The field that holds the list.
        public let list: String
        /// The items' field that tells them from each other.
        public let key: String
        /// What it holds on this one, as text.
        public let name: String
    }

    /// The id of the call that reads it.
    public let call: String
    /// What its path names, decoded.
    public let path: [String: String]
    /// What the path names besides the object itself, in order: the key of a variant.
    public let members: [String]
    /// The item that is meant, where it is not the whole of what is read.
    public let item: Item?

    private init(call: String, path: [String: String], members: [String], item: Item?) {
        self.call = call
        self.path = path
        self.members = members
        self.item = item
    }

    /// What `reader` reads, of what `path` names; names of which its path has no place are left out.
    init(_ reader: Endpoint, path: [String: String], item: Item? = nil) {
        let names = reader.path.captures
        self.init(
            call: reader.id, path: path.filter { names.contains($0.key) },
            members: names.dropFirst().compactMap { path[$0] }, item: item)
    }

    /// What a call of `reader` reads, where its path names `path`.
    public init(of reader: Endpoint, path: [String: String]) { self.init(reader, path: path) }

    /// The same for a request: what is read for several items is read once.
    public var whole: Reading { Reading(call: call, path: path, members: members, item: nil) }

    /// What is read for the subject of a call, where the path of the call names `path`; nil for a call without a subject.
    init?(subjectOf endpoint: Endpoint, path: [String: String], in catalogue: Catalogue) {
        guard let subject = endpoint.subject,
            let reader = catalogue.endpoint(id: subject.call, generation: endpoint.generation)
        else { return nil }
        self.init(
            reader, path: path,
            item: subject.item.map { Item(list: $0.list, key: $0.key, name: path[$0.parameter] ?? "") })
    }

    /// With what the path names changed where a member was given another key.
    func renamed(_ renaming: Renaming) -> Reading {
        guard renaming.path.allSatisfy({ path[$0.key] == $0.value }), path[renaming.parameter] == renaming.old else {
            return self
        }
        var renamed = path
        renamed[renaming.parameter] = renaming.new
        return Reading(
            call: call, path: renamed, members: members.map { $0 == renaming.old ? renaming.new : $0 }, item: item)
    }
}

/// A change of the key by which paths name a member of an object.
struct Renaming: Sendable, Hashable {
    /// What the path names besides: the object.
    let path: [String: String]
    /// The parameter of the path that names the member.
    let parameter: String
    let old: String
    let new: String
}
