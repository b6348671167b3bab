import JSON
import ManagementAPI

/// Writes versions as a call answers them.
struct VersionText {
    private let call: EndpointCall
    private let type: ObjectType
    private let number: String
    private let configuration: String

    /// Nil for a call that answers no versions.
    init?(_ call: EndpointCall) {
        guard let type = call.endpoint.result.objectType, let number = type.kind?.label,
            let configuration = type.fields.first(where: { $0.type.nestedObject != nil })?.name
        else { return nil }
        self.call = call
        self.type = type
        self.number = number
        self.configuration = configuration
    }

    func append(_ version: StoredVersion, to body: inout [UInt8]) throws {
        var object: JSONObject = [:]
        for field in type.fields {
            switch field.keeps {
            case .modified?: object[field.name] = .string(TimeText.moment(version.at))
            case .modifier?: object[field.name] = .string(version.author)
            default: if field.name == number { object[field.name] = .integer(version.number) }
            }
        }
        // The configuration is a text of its own, put in without reading it.
        body.append(contentsOf: JSONValue.object(object).encoded().dropLast())
        body.append(contentsOf: ",\"\(configuration)\":".utf8)
        body.append(contentsOf: try text(of: version))
        body.append(UInt8(ascii: "}"))
    }

    private func text(of version: StoredVersion) throws -> [UInt8] {
        switch version.content {
        case .past(let text): return text
        case .last(let resource, let text):
            let stored = StoredObject(
                resource: resource, id: version.object, project: "", record: text.record, later: text.later)
            guard let known = call.book.rules(of: resource), let document = ObjectDocument(stored, known.layout) else {
                throw UnreadableRecord(kind: call.anyNoun(of: resource), id: version.object)
            }
            return JSONValue.object(known.configuration(of: document.shown)).encoded()
        }
    }
}
