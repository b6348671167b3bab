import JSON
public import ManagementAPI

/// What a run did to one object: for each part that it touched, what was there before the first change and what is there
/// after the last. Pure.
public struct Chain: Sendable {
    /// The object.
    public private(set) var object: ChangedObject
    /// The parts, in the order in which they were first touched.
    public private(set) var parts: [FacetChange] = []
    /// Whether the run made the object.
    public private(set) var isNew = false
    /// What cannot be taken back, in words.
    public private(set) var losses: [String] = []
    /// The numbers of the changes.
    public private(set) var numbers: [Int] = []
    /// Parts of which nobody knows what they held before.
    private var unknown: Set<Facet> = []
    /// The generation of the API by which it was changed.
    public let generation: Generation
    private let catalogue: Catalogue

    /// Nothing yet.
    public init(_ object: ChangedObject, _ generation: Generation, in catalogue: Catalogue) {
        self.object = object
        self.generation = generation
        self.catalogue = catalogue
    }

    /// The chains of a run's changes, in the order in which their objects were first changed; what did nothing is left out.
    public static func chains(of changes: [RecordedChange], in catalogue: Catalogue) -> [Chain] {
        var chains: [Chain] = []
        var places: [String: Int] = [:]
        for change in changes where change.mayBeApplied {
            let object = change.object.id ?? "\u{0}\(change.object.name)"
            let name = "\(change.generation) \(change.object.resource)\u{0}\(object)"
            if let place = places[name] {
                chains[place].add(change)
            } else {
                places[name] = chains.count
                var chain = Chain(change.object, change.generation, in: catalogue)
                chain.add(change)
                chains.append(chain)
            }
        }
        return chains
    }

    /// Takes the next change of the object.
    public mutating func add(_ change: RecordedChange) {
        numbers.append(change.number)
        if object.key == nil { object.key = change.object.key }
        if object.project == nil { object.project = change.object.project }
        guard let touch = change.touch(in: catalogue) else {
            return lose("\(change.call): the catalogue does not know it")
        }
        if touch.makesObject {
            isNew = true
            if object.id == nil {
                lose("\(change.call): nobody knows whether it made it, and which object it is")
            } else {
                touch.endpoint.irreversible.forEach { lose("\(change.call): \($0)") }
            }
            return
        }
        // What is made is taken back as a whole.
        if isNew { return }
        change.losses.forEach { lose("\(change.call): \($0)") }
        touch.endpoint.irreversible.forEach { lose("\(change.call): \($0)") }
        guard let before = change.before else {
            lose("\(change.call): before unknown" + (change.unknownBefore.map { " (\($0))" } ?? ""))
            for part in touch.changes(from: touch.emptySubject) {
                unknown.insert(part.facet)
                parts.removeAll { $0.facet == part.facet }
            }
            return
        }
        let changes = touch.changes(from: before)
        if let renaming = touch.renaming {
            parts = parts.map { $0.renamed(renaming) }
            unknown = Set(unknown.map { $0.renamed(renaming) })
        }
        for part in changes where !unknown.contains(part.facet) { take(part) }
    }

    private mutating func lose(_ words: String) {
        if !losses.contains(words) { losses.append(words) }
    }

    // MARK: - Parts in parts

    private mutating func take(_ new: FacetChange) {
        if isInsideOfNew(new) { return }
        if let place = parts.firstIndex(where: { $0.facet == new.facet }) {
            parts[place].after = new.after
            if new.after == nil, case .element = new.facet.part { fold(into: place) }
            return
        }
        switch new.facet.part {
        case .field(let field): takeField(field, new)
        case .entry(let field, _), .item(let field?, _):
            if let place = parts.firstIndex(where: {
                $0.facet == Facet(reading: new.facet.reading, part: .field(field))
            }) {
                var document = JSONValue.object(JSONObject(parts[place].after.map { [(field, $0)] } ?? []))
                new.facet.part.set(new.after, in: &document)
                parts[place].after = document[field]
            } else {
                parts.append(new)
            }
        case .item(nil, _): parts.append(new)
        case .element:
            parts.append(new)
            if new.after == nil { fold(into: parts.count - 1) }
        }
    }

    /// A whole field takes the place of parts of it.
    private mutating func takeField(_ field: String, _ new: FacetChange) {
        var new = new
        var document = JSONValue.object(JSONObject(new.before.map { [(field, $0)] } ?? []))
        for part in parts.reversed() where part.facet.isPart(of: new.facet) {
            part.facet.part.set(part.before, in: &document)
            new.before = document[field]
        }
        parts.removeAll { $0.facet.isPart(of: new.facet) }
        parts.append(new)
    }

    /// A member that is taken out takes along what was changed in it: it comes back as it was before that.
    private mutating func fold(into place: Int) {
        let element = parts[place]
        guard case .element(let by, let key) = element.facet.part else { return }
        let inside = parts.filter { isInside($0.facet, of: element.facet, key) }
        if var member = element.before?.objectValue {
            for part in inside.reversed() {
                guard let name = nameInside(part.facet, of: element.facet) else { continue }
                member[name] = part.before
            }
            parts[place].before = .object(member)
            if let old = member[by]?.nameText, old != key {
                parts[place].facet = Facet(reading: element.facet.reading, part: .element(by: by, key: old))
            }
        }
        parts.removeAll { part in inside.contains(part) }
    }

    /// What is changed in a member that the run made belongs to that member.
    private mutating func isInsideOfNew(_ new: FacetChange) -> Bool {
        for place in parts.indices {
            guard case .element(_, let key) = parts[place].facet.part, parts[place].before == nil,
                isInside(new.facet, of: parts[place].facet, key)
            else { continue }
            if let name = nameInside(new.facet, of: parts[place].facet), var member = parts[place].after?.objectValue {
                member[name] = new.after
                parts[place].after = .object(member)
            }
            return true
        }
        return false
    }

    private func isInside(_ facet: Facet, of element: Facet, _ key: String) -> Bool {
        if case .element = facet.part { return false }
        if case .entry(let field, key) = facet.part, view(of: element)?.beside.values.contains(field) == true {
            return element.reading.path == facet.reading.path
        }
        guard let reader = reader(facet), element.reading.path.allSatisfy({ facet.reading.path[$0.key] == $0.value })
        else { return false }
        return reader.parameters(in: .path).contains { $0.namesMember && facet.reading.path[$0.name] == key }
    }

    /// How the member shows what the part holds; nil where it stands in no member.
    private func nameInside(_ facet: Facet, of element: Facet) -> String? {
        switch facet.part {
        case .field(let name): name
        case .entry(let field, _): view(of: element)?.beside.first { $0.value == field }?.key
        case .item, .element: nil
        }
    }

    private func view(of facet: Facet) -> View.Members? {
        if case .members(let view)? = reader(facet)?.view { view } else { nil }
    }

    private func reader(_ facet: Facet) -> Endpoint? {
        catalogue.endpoint(id: facet.reading.call, generation: generation)
    }
}

extension Facet {
    /// Whether it is a part of the field that `other` is.
    func isPart(of other: Facet) -> Bool {
        guard reading == other.reading, case .field(let field) = other.part else { return false }
        switch part {
        case .entry(field, _), .item(field, _): return true
        default: return false
        }
    }
}

extension Touch {
    /// What stands for a subject of which nothing is known.
    var emptySubject: JSONValue { parts(in: nil).contains { $0.isOfList } ? .array([]) : .object([:]) }
}

extension Facet.Part {
    /// Whether what is read is a list.
    var isOfList: Bool {
        switch self {
        case .item(nil, _), .element: true
        default: false
        }
    }
}
