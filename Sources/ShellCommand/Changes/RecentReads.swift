import APIClient
import Changes
import JSON
import ManagementAPI

/// What was read of objects a moment ago, so that what is changed need not be read again. Pure: the clock is passed in.
struct RecentReads {
    /// How long what was read counts.
    static let freshness = Duration.seconds(10)
    /// How many bytes of answers it keeps at most where nothing else is said.
    static let usualSize = 16 << 20

    typealias Instant = ContinuousClock.Instant

    private struct Page {
        let resource: String
        let paging: Paging
        let type: ObjectType
        let text: [UInt8]
        let sent: Instant
        /// The items by their ids, once somebody asks.
        var items: [String: JSONValue]?
    }

    private struct Text {
        let bytes: [UInt8]
        let sent: Instant
    }

    private let catalogue: Catalogue
    private let generation: Generation
    private let greatestSize: Int
    private var pages: [Page] = []
    private var texts: [Reading: Text] = [:]
    private var size = 0
    /// When objects were last changed by this process, by resource and id.
    private var changed: [String: Instant] = [:]
    /// How objects are called, by resource and id.
    private var names: [String: ChangedObject] = [:]

    init(catalogue: Catalogue, generation: Generation, size: Int = Self.usualSize) {
        greatestSize = size
        self.catalogue = catalogue
        self.generation = generation
    }

    /// Takes what a read answered that left at `sent`.
    mutating func note(_ endpoint: Endpoint, _ path: [String: String], _ text: [UInt8], sent: Instant) {
        drop(before: sent - Self.freshness)
        guard text.count <= greatestSize / 4 else { return }
        switch endpoint.result {
        case .page(let type, let paging):
            guard endpoint.view == nil else { return }
            pages.append(Page(resource: endpoint.resource, paging: paging, type: type, text: text, sent: sent))
        case .object, .array:
            let reading = Reading(of: endpoint, path: path)
            if let old = texts[reading] { size -= old.bytes.count }
            texts[reading] = Text(bytes: text, sent: sent)
        case .acknowledgement: return
        }
        size += text.count
        while size > greatestSize, !pages.isEmpty { size -= pages.removeFirst().text.count }
        if size > greatestSize {
            texts = [:]
            size = pages.reduce(0) { $0 + $1.text.count }
        }
    }

    /// An object is about to be changed, or has been: what was read of it before does not count any more.
    mutating func forget(_ object: ChangedObject, at now: Instant) {
        changed[Self.name(object)] = now
    }

    /// What a reading's call would answer, where that was read a moment ago and shows all of `parts`; nil where it must be read.
    mutating func document(_ reading: Reading, of object: ChangedObject, showing parts: Touch, at now: Instant)
        -> JSONValue?
    {
        let oldest = max(changed[Self.name(object)] ?? now - Self.freshness, now - Self.freshness)
        if let text = texts[reading], text.sent > oldest,
            let value = try? JSONValue(parsing: text.bytes, surrogates: .replaced)
        {
            return value
        }
        guard let id = object.id, let endpoint = catalogue.endpoint(id: reading.call, generation: generation),
            endpoint.view == nil, endpoint.resource == object.resource, reading.path.count == 1
        else { return nil }
        for place in pages.indices.reversed()
        where pages[place].resource == object.resource && pages[place].sent > oldest {
            guard let item = item(id, place) else { continue }
            return parts.isShown(by: item) ? item : nil
        }
        return nil
    }

    /// Key and project of an object, where it was seen in any list or read.
    mutating func describe(_ object: inout ChangedObject) {
        guard object.key == nil, let id = object.id else { return }
        if let known = names[Self.name(object)] {
            object = known
            return
        }
        for place in pages.indices.reversed() where pages[place].resource == object.resource {
            guard let item = item(id, place) else { continue }
            object.describe(item, in: catalogue, generation)
            names[Self.name(object)] = object
            return
        }
    }

    /// Keeps how an object is called.
    mutating func name(_ object: ChangedObject) {
        if object.key != nil { names[Self.name(object)] = object }
    }

    private mutating func item(_ id: String, _ place: Int) -> JSONValue? {
        if pages[place].items == nil {
            let identity = pages[place].type.kind?.identifyingField ?? ""
            var items: [String: JSONValue] = [:]
            if let page = try? JSONValue(parsing: pages[place].text, surrogates: .replaced) {
                for item in page[pages[place].paging.wrapper]?.arrayValue ?? page.arrayValue ?? [] {
                    if let id = item[identity]?.nameText { items[id] = item }
                }
            }
            pages[place].items = items
        }
        return pages[place].items?[id]
    }

    private mutating func drop(before oldest: Instant) {
        while let first = pages.first, first.sent < oldest { size -= pages.removeFirst().text.count }
        if texts.count > 64 {
            for (reading, text) in texts where text.sent < oldest {
                size -= text.bytes.count
                texts[reading] = nil
            }
        }
        if changed.count > 4096 { changed = changed.filter { $0.value >= oldest } }
    }

    private static func name(_ object: ChangedObject) -> String { "\(object.resource)\u{0}\(object.id ?? "")" }
}
