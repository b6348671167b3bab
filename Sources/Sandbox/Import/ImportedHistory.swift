import JSON
import ManagementAPI

/// The versions of one object of an export.
struct ImportedHistory {
    /// What versions are, by the catalogue; nil where there are none.
    static let form: Form? = {
        for endpoint in Catalogue.all.endpoints {
            guard case .allVersions? = endpoint.view, let type = endpoint.result.objectType else { continue }
            return Form(type, list: endpoint.resource)
        }
        return nil
    }()

    /// Which field of a version holds what.
    struct Form {
        let type: ObjectType
        /// The same, of whose fields those may be missing that may be null.
        let relaxed: ObjectType
        let list: String
        let number: String
        let time: String
        let author: String
        let configuration: String

        init?(_ type: ObjectType, list: String) {
            guard let number = type.kind?.label,
                let time = type.fields.first(where: { $0.keeps == .modified })?.name,
                let author = type.fields.first(where: { $0.keeps == .modifier(.id) })?.name,
                let configuration = type.fields.first(where: { $0.type.nestedObject != nil })?.name
            else { return nil }
            self.type = type
            relaxed = ImportKind.relaxed(type)
            self.list = list
            self.number = number
            self.time = time
            self.author = author
            self.configuration = configuration
        }

        /// Whether an object is a version.
        func fits(_ object: JSONObject, in list: String?) -> Bool {
            list == self.list || list == nil && object[number] != nil && object[configuration]?.objectValue != nil
        }
    }

    /// One version.
    struct Version {
        let number: Int64
        let at: UnixMilliseconds
        let author: String
        let configuration: JSONObject
        let place: String
    }

    private(set) var versions: [Int64: Version] = [:]

    /// Adds one. Of one that is told twice the first counts.
    mutating func add(_ version: Version) {
        if versions[version.number] == nil { versions[version.number] = version }
    }

    /// The number of the last one, which is what the object is.
    var last: Int64 { versions.keys.max() ?? 1 }

    /// Who made the last one.
    var author: String? { versions[last]?.author }

    /// All but the last, as they are kept.
    func past(of object: Int64) -> [StoredVersion] {
        versions.values.filter { $0.number != last }.sorted { $0.number < $1.number }.map { version in
            StoredVersion(
                object: object, number: version.number, at: version.at, author: version.author,
                content: .past(JSONValue.object(version.configuration).encoded()))
        }
    }
}
