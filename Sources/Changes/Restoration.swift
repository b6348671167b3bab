public import JSON
public import ManagementAPI

/// The calls that bring parts of an object to what they are to hold: found by the effects that the catalogue declares, from
/// whatever call changed them. Pure.
public struct Restoration: Sendable {
    /// One call to send.
    public struct Call: Sendable, Hashable {
        /// Its id.
        public var call: String
        /// What its path names.
        public var path: [String: String]
        /// The members of its body.
        public var body: JSONObject

        /// A call.
        public init(call: String, path: [String: String], body: JSONObject) {
            self.call = call
            self.path = path
            self.body = body
        }
    }

    /// The calls in the order in which they are sent.
    public private(set) var calls: [Call] = []
    /// What cannot be brought back, in words.
    public private(set) var losses: [String] = []
    /// The parts that cannot be brought back.
    public private(set) var lost: Set<Facet> = []
    private let catalogue: Catalogue
    private let generation: Generation
    private let object: ChangedObject

    /// The calls for `parts` of an object, from what each holds before to what it is to hold after.
    public init(of object: ChangedObject, _ parts: [FacetChange], _ generation: Generation, in catalogue: Catalogue) {
        self.catalogue = catalogue
        self.generation = generation
        self.object = object
        // What comes back first can be named by what follows; what goes, goes last, so that a list is never left without any.
        for part in parts {
            guard part.after != nil, case .element(_, let key) = part.facet.part else { continue }
            // Another one of the name is in its place.
            if part.before != nil { remove(part, key) }
            insert(part)
        }
        // What has another name afterwards gets it last: until then it is called so.
        let (renamed, others) = (parts.filter { isRenaming($0) }, parts.filter { !isRenaming($0) })
        for part in others + renamed {
            switch part.facet.part {
            case .field(let field): replace(part, field, alone: isRenaming(part))
            case .entry(let field, let key): merge(part, field, key)
            case .item(let field, let item): put(part, item, of: field)
            case .element: break
            }
        }
        for part in parts { if part.after == nil, case .element(_, let key) = part.facet.part { remove(part, key) } }
    }

    /// A call that is sent once more.
    public init(repeating call: Call) {
        self.init(of: ChangedObject(resource: "", id: nil), [], .beta, in: Catalogue(resources: []))
        calls = [call]
    }

    /// The part by which an object that was made is taken out of the way, from how a new one is to how it is to be; nil where
    /// nothing does that.
    public static func retirement(
        of object: ChangedObject, _ generation: Generation, in catalogue: Catalogue
    ) -> FacetChange? {
        let writes = catalogue.endpoints(of: generation).filter { $0.resource == object.resource && $0.subject != nil }
        guard let type = catalogue.objectType(of: object.resource, generation: generation),
            let subject = writes.first(where: { $0.subject?.item == nil }), let id = object.id,
            let name = subject.path.captures.first,
            let reading = Reading(subjectOf: subject, path: [name: id], in: catalogue)
        else { return nil }
        if let tombstone = type.kind?.tombstone ?? Self.tombstone(writes) {
            return FacetChange(
                facet: Facet(reading: reading, part: .field(tombstone)), before: false, after: true)
        }
        for write in writes {
            guard write.effects.count == 1, case .set(let field, let value)? = write.effects.first,
                case .value(value)? = type.field(field)?.initial
            else { continue }
            return FacetChange(facet: Facet(reading: reading, part: .field(field)), before: nil, after: value)
        }
        return nil
    }

    /// The field that a call sets which can also be taken back, where the type does not say which field tells what is deleted.
    private static func tombstone(_ writes: [Endpoint]) -> String? {
        for write in writes {
            for effect in write.effects {
                if case .replace(let field, let parameter) = effect, field != parameter,
                    write.parameter(parameter)?.type == .boolean
                {
                    return field
                }
            }
        }
        return nil
    }

    // MARK: - Kinds of parts

    /// - Parameter alone: whether it goes by a call of its own, after others.
    private mutating func replace(_ part: FacetChange, _ field: String, alone: Bool) {
        let writes = self.writes(part.facet.reading)
        let value = part.after
        // One that says just this says it best: activate, archive.
        if let value, let exact = writes.first(where: { $0.effects == [.set(field, value)] }) {
            return send(exact, part.facet.reading, [:])
        }
        guard
            let (write, parameter) = writes.lazy.compactMap({ write in
                write.effects.lazy.compactMap { effect -> String? in
                    if case .replace(field, let parameter) = effect { parameter } else { nil }
                }.first.flatMap { write.parameter($0) }.map { (write, $0) }
            }).first
        else { return lose(part, "no call changes it") }
        do throws(WritableValue.Problem) {
            let sent = try WritableValue.fitted(value, to: parameter.type)
            if alone {
                calls.append(
                    Call(call: write.id, path: path(part.facet.reading, write), body: [parameter.name: sent]))
            } else {
                send(write, part.facet.reading, [parameter.name: sent])
            }
        } catch {
            lose(part, error.words)
        }
    }

    private mutating func merge(_ part: FacetChange, _ field: String, _ key: String) {
        guard let write = writes(part.facet.reading).first(where: { $0.effects == [.merge(field)] }) else {
            return lose(part, "no call changes it")
        }
        // A weight that is not there is none.
        let value = part.after ?? 0
        let path = path(part.facet.reading, write)
        let place = calls.firstIndex { $0.call == write.id && $0.path == path }
        var entries = place.flatMap { calls[$0].body[field]?.objectValue } ?? JSONObject()
        entries[key] = value
        send(write, part.facet.reading, [field: .object(entries)])
    }

    private mutating func put(_ part: FacetChange, _ item: JSONValue, of field: String?) {
        for write in writes(part.facet.reading) {
            guard write.effects.count == 1 else { continue }
            switch write.effects[0] {
            case .add(field, let parameter) where part.after != nil: return send(item, parameter, write, part)
            case .remove(field, let parameter) where part.after == nil: return send(item, parameter, write, part)
            default: continue
            }
        }
        lose(part, "no call changes it")
    }

    /// Several items go by one call where it takes a list.
    private mutating func send(_ item: JSONValue, _ parameter: String, _ write: Endpoint, _ part: FacetChange) {
        let path = path(part.facet.reading, write)
        guard write.parameter(parameter)?.location == .body else {
            return calls.append(
                Call(
                    call: write.id, path: path.merging([parameter: item.nameText ?? ""]) { $1 }, body: [:]))
        }
        if let place = calls.firstIndex(where: { $0.call == write.id && $0.path == path }),
            let items = calls[place].body[parameter]?.arrayValue
        {
            calls[place].body[parameter] = .array(items + [item])
        } else {
            calls.append(Call(call: write.id, path: path, body: [parameter: [item]]))
        }
    }

    private mutating func insert(_ part: FacetChange) {
        guard case .element(let by, _) = part.facet.part, let member = part.after?.objectValue,
            let write = writes(part.facet.reading).first(where: { $0.effects == [.insert(by: by)] })
        else { return lose(part, "no call adds it") }
        var body = JSONObject()
        for parameter in write.parameters(in: .body) {
            // What was not set reads as empty, and must not be set by it.
            guard let value = member[parameter.name], value != .null, value != "", value != [:] else { continue }
            do throws(WritableValue.Problem) {
                body[parameter.name] = try WritableValue.fitted(value, to: parameter.type)
            } catch {
                lose(part, error.words)
            }
        }
        send(write, part.facet.reading, body)
    }

    private mutating func remove(_ part: FacetChange, _ key: String) {
        for write in writes(part.facet.reading) {
            guard case .removeItem(.by(_, let parameter))? = write.effects.first else { continue }
            return calls.append(
                Call(
                    call: write.id, path: path(part.facet.reading, write).merging([parameter: key]) { $1 }, body: [:]))
        }
        lose(part, "no call removes it")
    }

    /// Whether a part is what paths name the member by that it lies in.
    private func isRenaming(_ part: FacetChange) -> Bool {
        part.renaming(in: catalogue, generation) != nil
    }

    // MARK: - Calls

    /// The calls that change what is read so, those that say less first.
    private func writes(_ reading: Reading) -> [Endpoint] {
        catalogue.endpoints(of: generation).filter { write in
            guard let subject = write.subject, subject.call == reading.call else { return false }
            return subject.item?.list == reading.item?.list
        }
    }

    private func path(_ reading: Reading, _ write: Endpoint) -> [String: String] {
        var path = reading.path
        if let item = reading.item, let parameter = write.subject?.item?.parameter { path[parameter] = item.name }
        return path
    }

    /// Fields of one object go by one call.
    private mutating func send(_ write: Endpoint, _ reading: Reading, _ body: JSONObject) {
        let path = path(reading, write)
        if !body.isEmpty, let place = calls.firstIndex(where: { $0.call == write.id && $0.path == path }) {
            for member in body { calls[place].body[member.key] = member.value }
        } else {
            calls.append(Call(call: write.id, path: path, body: body))
        }
    }

    private mutating func lose(_ part: FacetChange, _ reason: String) {
        losses.append("\(part.facet.words): \(reason)")
        lost.insert(part.facet)
    }
}
