import JSON
import ManagementAPI

/// Looks at everything that an export holds before anything of it is kept.
struct ImportCheck {
    /// Whether values are taken that the documents do not know: states, limits, weights for no variant.
    let allowsUnknown: Bool
    /// Whether of an object that comes twice the first counts, as in a list that shifted while it was read.
    let keepsFirst: Bool

    private(set) var objects: [ImportedObject] = []
    private(set) var histories: [Int64: ImportedHistory] = [:]
    private(set) var faults: [ImportFault] = []
    /// By resource and id, in `objects`.
    private var places: [String: Int] = [:]
    private var keys: [String: String] = [:]
    private var versionPlaces: [Int64: String] = [:]

    init(allowsUnknown: Bool, keepsFirst: Bool) {
        self.allowsUnknown = allowsUnknown
        self.keepsFirst = keepsFirst
    }

    mutating func check(_ file: ImportFile) throws(ImportRefusal) {
        for item in file.items {
            if let form = ImportedHistory.form, form.fits(item.object, in: item.list) {
                take(version: item, form)
            } else {
                take(object: item)
            }
        }
        let owners = Set(objects.filter(\.kind.rules.hasVersions).map(\.id))
        for (id, place) in versionPlaces.sorted(by: { $0.key < $1.key }) where !owners.contains(id) {
            faults.append(ImportFault(place, "a version of \(id), which is not among the objects here"))
        }
        guard faults.isEmpty else { throw ImportRefusal(faults: faults) }
    }

    private mutating func take(object item: ImportFile.Item) {
        func fault(_ reason: String) -> ImportFault { ImportFault(item.place, reason) }
        guard let kind = ImportKind.kind(of: item.object, in: item.list) else {
            guard let (near, missing) = ImportKind.nearest(to: item.object) else {
                return faults.append(fault("no object of the API: \(Self.names(item.object))"))
            }
            return faults.append(
                fault(
                    "no object of the API; for one of \(near.rules.resource) \(missing.joined(separator: ", ")) is missing"
                ))
        }
        let problems = TypeChecker().problems(in: .object(item.object), against: .object(kind.type))
            .filter { !allowsUnknown || !$0.kind.isAboutValue }
        guard problems.isEmpty else { return faults += problems.map { fault("\($0)") } }
        let text = item.object[kind.identity]?.idText ?? ""
        guard let id = EndpointCall.number(ofID: text) else {
            return faults.append(fault("\(kind.identity): \(text.debugDescription) is no number, which ids are"))
        }
        let object = ImportedObject(
            kind: kind, id: id, project: item.object[kind.project]?.idText ?? "",
            fields: Self.filled(item.object, kind), place: item.place)
        if !allowsUnknown { faults += memberFaults(object) }
        if isNew(object) { objects.append(object) }
    }

    /// Whether it was not there yet, and says what else has its id or its key.
    private mutating func isNew(_ object: ImportedObject) -> Bool {
        // What has keys shares one space of ids.
        let name = "\(object.kind.hasKeys ? "" : object.kind.resource) \(object.id)"
        if let place = places[name] {
            let other = objects[place]
            if !keepsFirst, other.fields != object.fields || other.kind.resource != object.kind.resource {
                faults.append(ImportFault(object.place, "the \(object.words) is another in \(other.place)"))
            }
            return false
        }
        places[name] = objects.count
        if let key = object.key, let other = keys.updateValue(object.place, forKey: "\(object.project) \(key)") {
            faults.append(
                ImportFault(object.place, "the \(object.kind.label) \(key) is that of another object, in \(other)"))
        }
        return true
    }

    /// Names of members, such as weights for variants, that the object has not.
    private func memberFaults(_ object: ImportedObject) -> [ImportFault] {
        let type = object.kind.rules.type
        var faults: [ImportFault] = []
        for field in type.fields {
            guard case .member(let list, let name)? = field.meaning else { continue }
            let members = Members(of: list, by: name, in: object.fields, type)
            do throws(NewObject.Refusal) {
                try members.check(object.fields[field.name], at: ValuePath(field.name))
                try members.checkNested(in: object.fields, type)
            } catch {
                faults.append(ImportFault(object.place, "\(error.path): \(error.reason)"))
            }
        }
        return faults
    }

    private mutating func take(version item: ImportFile.Item, _ form: ImportedHistory.Form) {
        let problems = TypeChecker().problems(in: .object(item.object), against: .object(form.relaxed))
            .filter { !allowsUnknown || !$0.kind.isAboutValue }
        guard problems.isEmpty else {
            return faults += problems.map { ImportFault(item.place, "\($0)") }
        }
        let configuration = item.object[form.configuration]?.objectValue ?? JSONObject()
        let identity = form.type.field(form.configuration)?.type.nestedObject?.kind?.identifyingField ?? ""
        guard let number = item.object[form.number]?.integerValue,
            let id = EndpointCall.number(ofID: configuration[identity]?.idText ?? ""),
            let time = item.object[form.time]?.stringValue.flatMap({ DateText($0.utf8)?.millisecondsSince1970 })
        else {
            return faults.append(ImportFault(item.place, "a version without a number, a time or an id"))
        }
        histories[id, default: ImportedHistory()].add(
            ImportedHistory.Version(
                number: number, at: time, author: item.object[form.author]?.idText ?? "", configuration: configuration,
                place: item.place))
        versionPlaces[id] = versionPlaces[id] ?? item.place
    }

    /// With null in place of what may be null and is missing, as far as the generation that is shown has such fields.
    private static func filled(_ object: JSONObject, _ kind: ImportKind) -> JSONObject {
        let layout = kind.rules.layout
        let isLater = object.contains { layout.text(for: $0.key) == 1 }
        var filled = object
        for field in kind.rules.type.fields
        where filled[field.name] == nil && field.type.takesNull && (isLater || layout.text(for: field.name) == 0) {
            filled[field.name] = .null
        }
        return filled
    }

    private static func names(_ object: JSONObject) -> String {
        let names = object.keys.prefix(6).map(\.debugDescription)
        return names.isEmpty ? "it is empty" : "it has \(names.joined(separator: ", "))"
    }
}
