public import JSON

/// The smallest part of an object that a write changes, and that can be compared and brought back on its own.
public struct Facet: Sendable, Hashable {
    /// Which part of what is read.
    public enum Part: Sendable, Hashable {
        /// A field.
        case field(String)
        /// What the object in a field holds under a key: the weight of one variant.
        case entry(of: String, key: String)
        /// Whether a list holds this: the list in a field, or what is read where that is the list.
        case item(of: String?, JSONValue)
        /// The object in the list that is read whose field `by` holds the key.
        case element(by: String, key: String)
    }

    /// What is read to see it.
    public let reading: Reading
    /// Which part of that.
    public let part: Part

    /// The field that holds it; nil for a part of a list that is read by itself.
    public var field: String? { part.field }

    /// What `document`, as the reading's call answered it, holds there; nil for nothing.
    public func value(in document: JSONValue) -> JSONValue? {
        guard let item = reading.item else { return part.value(in: document) }
        return (document[item.list]?.arrayValue ?? []).first { $0[item.key]?.nameText == item.name }
            .flatMap { part.value(in: $0) }
    }

    func renamed(_ renaming: Renaming) -> Facet {
        var part = part
        switch part {
        case .entry(let field, renaming.old) where renaming.isAbout(reading):
            part = .entry(of: field, key: renaming.new)
        case .element(let by, renaming.old) where renaming.isAbout(reading): part = .element(by: by, key: renaming.new)
        default: break
        }
        return Facet(reading: reading.renamed(renaming), part: part)
    }
}

extension Facet.Part {
    /// The field that holds it; nil for a part of a list that is read by itself.
    var field: String? {
        switch self {
        case .field(let name), .entry(let name, _): name
        case .item(let name, _): name
        case .element: nil
        }
    }

    /// What `document` holds there; nil for nothing, and for null.
    func value(in document: JSONValue) -> JSONValue? {
        switch self {
        case .field(let name): document[name].flatMap { $0 == .null ? nil : $0 }
        case .entry(let field, let key): document[field]?[key].flatMap { $0 == .null ? nil : $0 }
        case .item(let field, let value):
            items(field, document).contains { Canonical.areEqual($0, value) } ? .bool(true) : nil
        case .element(let by, let key):
            (document.arrayValue ?? []).first { $0[by]?.nameText == key }
        }
    }

    /// Puts `value` there in `document`, whose other parts stay.
    func set(_ value: JSONValue?, in document: inout JSONValue) {
        switch self {
        case .field(let name):
            var object = document.objectValue ?? JSONObject()
            object[name] = value
            document = .object(object)
        case .entry(let field, let key):
            var object = document.objectValue ?? JSONObject()
            var entries = object[field]?.objectValue ?? JSONObject()
            entries[key] = value
            object[field] = .object(entries)
            document = .object(object)
        case .item(let field, let item):
            var list = items(field, document).filter { !Canonical.areEqual($0, item) }
            if value != nil { list.append(item) }
            put(list, field, &document)
        case .element(let by, let key):
            var list = (document.arrayValue ?? []).filter { $0[by]?.nameText != key }
            if let value { list.append(value) }
            document = .array(list)
        }
    }

    private func items(_ field: String?, _ document: JSONValue) -> [JSONValue] {
        (field.map { document[$0] } ?? document)?.arrayValue ?? []
    }

    private func put(_ list: [JSONValue], _ field: String?, _ document: inout JSONValue) {
        guard let field else { return document = .array(list) }
        var object = document.objectValue ?? JSONObject()
        object[field] = .array(list)
        document = .object(object)
    }
}

extension Renaming {
    /// Whether what is read is the object whose member has another key.
    func isAbout(_ reading: Reading) -> Bool { reading.path == path }
}

extension JSONValue {
    /// A name or an id as text, however it is written; nil for anything else.
    public var nameText: String? { stringValue ?? integerValue.map { String($0) } }
}
