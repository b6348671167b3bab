public import JSON
public import ManagementAPI

/// What one call that writes touches: which parts of which object, and what they are after it. Derived from the effects that
/// the catalogue declares.
public struct Touch: Sendable {
    /// The call.
    public let endpoint: Endpoint
    /// What its path names, decoded.
    public let path: [String: String]
    /// The members of its body.
    public let body: JSONObject
    /// What is read to see what it touches; nil for what makes a new object.
    public let reading: Reading?
    let catalogue: Catalogue
    /// The values of its parameters, those of the path as text.
    private let arguments: JSONObject

    /// What a call of `endpoint` touches.
    ///
    /// - Parameter path: what its path names, decoded.
    public init(_ endpoint: Endpoint, path: [String: String], body: JSONObject, in catalogue: Catalogue) {
        self.endpoint = endpoint
        self.path = path
        self.body = body
        self.catalogue = catalogue
        reading = Reading(subjectOf: endpoint, path: path, in: catalogue)
        // Beside such a parameter the service ignores all others.
        let overriding = endpoint.overridingParameter.flatMap { body[$0] == true ? $0 : nil }
        var arguments = JSONObject(body.filter { overriding == nil || $0.key == overriding }.map { ($0.key, $0.value) })
        for (name, text) in path { arguments[name] = .string(text) }
        self.arguments = arguments
    }

    /// Whether it makes a new object.
    public var makesObject: Bool { endpoint.effects.contains(.create) }

    /// What is there after it, where `document` is there before: what the reading's call answers.
    public func applied(to document: JSONValue) -> JSONValue {
        guard let item = reading?.item else { return appliedToSubject(document) }
        var object = document.objectValue ?? JSONObject()
        object[item.list] = .array(
            (object[item.list]?.arrayValue ?? []).map {
                $0[item.key]?.nameText == item.name ? appliedToSubject($0) : $0
            })
        return .object(object)
    }

    private func appliedToSubject(_ subject: JSONValue) -> JSONValue {
        var subject = subject
        for effect in endpoint.effects {
            if case .insert = effect {
                effect.apply(to: &subject, arguments: body)
            } else {
                effect.apply(to: &subject, arguments: arguments)
            }
        }
        return subject
    }

    /// The parts that it touches, as the reading's call shows them, in order.
    ///
    /// - Parameter document: what is there before; without it what goes by places and not by names is not known.
    func parts(in document: JSONValue?) -> [Facet.Part] {
        endpoint.effects.flatMap { effect -> [Facet.Part] in
            switch effect {
            case .set(let field, _): [.field(field)]
            case .replace(let field, let parameter): arguments[parameter] == nil ? [] : [.field(field)]
            case .merge(let field):
                (arguments[field]?.objectValue?.keys ?? []).map { .entry(of: field, key: $0) }
            case .create: []
            case .insert(let by): arguments[by]?.nameText.map { [.element(by: by, key: $0)] } ?? []
            case .add(let field, let parameter), .remove(let field, let parameter):
                Self.items(arguments[parameter]).map { .item(of: field, $0) }
            case .removeItem(.by(let by, let parameter)):
                arguments[parameter]?.nameText.map { [.element(by: by, key: $0)] } ?? []
            case .removeItem(let place):
                place.index(in: document?.arrayValue ?? [], arguments)
                    .flatMap { document?[$0] }.map { [.item(of: nil, $0)] } ?? []
            case .removeAll: (document?.arrayValue ?? []).map { .item(of: nil, $0) }
            }
        }
    }

    /// The parts that it touches, each with what it held before and what it holds after; what the path names is named as it is
    /// named afterwards. Nothing for a new object.
    ///
    /// - Parameters:
    ///   - before: what was there before, as the reading's call answered it: touched parts at least.
    ///   - keepsNames: whether what the path names is named as it is before.
    public func changes(from before: JSONValue, keepsNames: Bool = false) -> [FacetChange] {
        guard let reading else { return [] }
        let after = applied(to: before)
        let renaming = keepsNames ? nil : renaming
        return parts(in: subject(before)).map { part in
            let seen = Facet(reading: reading, part: part)
            let change = FacetChange(
                facet: owned(seen, before), before: seen.value(in: before), after: seen.value(in: after))
            return renaming.map { change.renamed($0) } ?? change
        }
    }

    /// `document` with nothing but what it touches: what is kept of it.
    public func touched(of document: JSONValue) -> JSONValue { touched(of: document, parts(in: subject(document))) }

    /// What is kept of it, as it is after the call, where `document` is there before.
    public func touchedAfter(_ document: JSONValue) -> JSONValue {
        touched(of: applied(to: document), parts(in: subject(document)))
    }

    private func touched(of document: JSONValue, _ parts: [Facet.Part]) -> JSONValue {
        guard let reading else { return .null }
        let subject = subject(document)
        var kept: JSONValue = subject?.arrayValue == nil ? .object([:]) : .array([])
        for part in parts { part.set(subject.flatMap { part.value(in: $0) }, in: &kept) }
        guard let item = reading.item else { return kept }
        var object = kept.objectValue ?? JSONObject()
        object[item.key] = subject?[item.key]
        return .object([item.list: .array([.object(object)])])
    }

    /// Whether an object, as a list showed it, shows all that it touches: a list may show less than the object has.
    public func isShown(by object: JSONValue) -> Bool {
        guard let subject = subject(object) else { return false }
        return parts(in: subject).allSatisfy { part in part.field.map { subject[$0] != nil } ?? false }
    }

    /// Whether the reading's call reads the object as a whole.
    public var readsWholeObject: Bool {
        reading.flatMap { catalogue.endpoint(id: $0.call, generation: endpoint.generation) }.map {
            catalogue.whole(of: $0) == $0
        } ?? false
    }

    /// What would be lost beside what it touches, in words, where `document` is there before.
    public func losses(in document: JSONValue) -> [String] {
        endpoint.losses.filter { $0.isAtStake(arguments) }.compactMap { $0.words(for: document) }
    }

    /// The new key by which paths name what it changes; nil where it changes none.
    var renaming: Renaming? {
        for effect in endpoint.effects {
            guard case .replace(let field, let source) = effect, let new = arguments[source]?.nameText,
                let parameter = endpoint.parameters(in: .path).first(where: { $0.namesMember && $0.tableField == field }
                ),
                let old = path[parameter.name], old != new
            else { continue }
            return Renaming(
                path: path.filter { $0.key != parameter.name }, parameter: parameter.name, old: old, new: new)
        }
        return nil
    }

    private func subject(_ document: JSONValue) -> JSONValue? {
        guard let item = reading?.item else { return document }
        return (document[item.list]?.arrayValue ?? []).first { $0[item.key]?.nameText == item.name }
    }

    /// A part of a member that lies in a field of the object beside the list is that field's.
    private func owned(_ facet: Facet, _ document: JSONValue) -> Facet {
        guard case .field(let name) = facet.part,
            let reader = catalogue.endpoint(id: facet.reading.call, generation: endpoint.generation),
            case .members(let view)? = reader.view, let field = view.beside[name],
            let owner = catalogue.whole(of: reader),
            let parameter = reader.parameters(in: .path).first(where: \.namesMember),
            let key = facet.reading.path[parameter.name]
        else { return facet }
        return Facet(reading: Reading(owner, path: facet.reading.path), part: .entry(of: field, key: key))
    }

    private static func items(_ value: JSONValue?) -> [JSONValue] {
        guard let value else { return [] }
        return value.arrayValue ?? [value]
    }
}

extension Parameter {
    /// Whether it names a member of the object that the call is about.
    var namesMember: Bool { if case .member? = meaning { true } else { false } }
}

extension Catalogue {
    /// The call that reads the whole of the object of which `reader` shows a part.
    func whole(of reader: Endpoint) -> Endpoint? {
        resources.first { $0.generation == reader.generation && $0.name == reader.owner }?.endpoints.first {
            guard !$0.mutates, $0.view == nil, case .object = $0.result else { return false }
            return true
        }
    }
}
