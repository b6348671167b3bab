import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// A store that holds what a pair of the documents needs: what its answer shows, and what its request names.
struct DocumentedWorld {
    private let fixture: DocumentedFixture
    private let shown: JSONValue
    private let endpoint: Endpoint?

    init(_ fixture: DocumentedFixture) {
        self.fixture = fixture
        shown = if case .json(let value) = fixture.answer.body { value } else { .null }
        endpoint = Catalogue.all.endpoint(id: fixture.endpoint, generation: .v1)
    }

    /// How the list is paged; nil where the pair is about something else, or fails.
    var paging: Paging? {
        guard case .page(_, let paging)? = endpoint?.result, fixture.answer.isSuccess else { return nil }
        return paging
    }

    /// The items of a page, without a cursor among them.
    static func items(_ page: JSONValue, _ paging: Paging) -> [JSONValue] {
        (page[paging.wrapper]?.arrayValue ?? []).filter { $0.objectValue?.keys != [paging.nextCursor] }
    }

    /// The cursor of a page, beside the items or among them.
    static func cursor(_ page: JSONValue, _ paging: Paging) -> JSONValue? {
        page[paging.nextCursor] ?? page[paging.wrapper]?.arrayValue?.last?[paging.nextCursor]
    }

    /// The variant of the service that the answer shows.
    var settings: EmulatorSettings {
        var settings = EmulatorSettings()
        switch (fixture.answer.body, fixture.answer.isSuccess) {
        case (.text, false): settings.error = .text
        case (.json, false) where shown["error_code"] != nil: settings.error = .problem
        case (.text("ok"), true): settings.acknowledgement = .textok
        case (.empty, true): settings.acknowledgement = .empty
        case (.json(.object), true) where fixture.request.method != "GET": settings.acknowledgement = .object
        case (.json(.string), true): settings.acknowledgement = .jsonOK
        default: break
        }
        guard let paging else { return settings }
        switch Self.cursor(shown, paging) {
        case nil: settings.end = .absent
        case .integer?: settings.cursor = .number
        case ""?: settings.end = .empty
        default: break
        }
        if shown[paging.nextCursor] == nil, Self.cursor(shown, paging) != nil { settings.cursorPlace = .inside }
        return settings
    }

    /// Whether more follows the page that is shown.
    private var goesOn: Bool {
        guard let paging, let cursor = Self.cursor(shown, paging) else { return false }
        return cursor != .null && cursor != ""
    }

    /// The request. A cursor of the documents is one that this store never gave out: one stands for it that names a place before
    /// all that is shown; and a page that ends somewhere ends there because of its limit.
    var request: SandboxRequest {
        var target = fixture.request.target
        if let paging {
            let place = [Int64](repeating: .max, count: fixture.endpoint == "versions.list" ? 3 : 1)
            let cursor = settings.cursor == .number ? "0" : StoredCursor.opaque(after: place, of: paging.wrapper)
            var parts = (fixture.request.query ?? "").split(separator: "&").map { String($0) }
            parts = parts.map { $0.hasPrefix("cursor=") ? "cursor=\(cursor.percentEncoded)" : $0 }
            if goesOn {
                parts = parts.filter { !$0.hasPrefix("limit=") } + ["limit=\(Self.items(shown, paging).count)"]
            }
            target = fixture.request.path + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
        }
        return SandboxRequest(
            method: fixture.request.method, target: target,
            headers: fixture.answer.status == 401 ? [] : Asker.headers, body: fixture.request.body?.encoded() ?? [])
    }

    /// What a create makes.
    var newID: Int64 { Int64(shown["id"]?.stringValue ?? "") ?? 99_999 }

    private func isMade(_ id: Int64) -> Bool { fixture.endpoint.hasSuffix(".create") && newID == id }

    // MARK: - The store

    func store() throws -> SandboxStore {
        let store = try SandboxStore(path: ":memory:", content: .nothing, now: 0)
        try store.write { writer in
            for project in ["417260", "530118"] { try writer.addProject(project, at: 0) }
            for object in try objects() where !isMade(object.id) { try writer.addObject(object) }
            try addParts(writer)
        }
        return store
    }

    /// What is shown, then what is known beside it.
    private func objects() throws -> [StoredObject] {
        var found: [StoredObject] = []
        func add(_ resource: String, _ object: JSONValue, project: String = "417260") {
            let stored = Self.stored(resource, object, project)
            guard !found.contains(where: { $0.id == stored.id && $0.resource == stored.resource }) else { return }
            found.append(stored)
        }
        if fixture.answer.isSuccess { try addShown { add($0, $1, project: $2) } }
        let isOfFamily = fixture.endpoint.hasPrefix("flags.") || fixture.endpoint.hasPrefix("experiments.")
        // The deployments that a list leaves out are not there; elsewhere requests may name them.
        if fixture.endpoint != "deployments.list" {
            add("deployments", try Self.body("deployments.get.one"))
            add("deployments", ["id": "5498", "projectId": "417260", "label": "pricing", "deleted": false])
            if fixture.name == "flags.deployments.add.other-project" {
                add("deployments", ["id": "6600", "projectId": "530118"], project: "530118")
            }
        }
        guard paging == nil, !isOfFamily || fixture.answer.isSuccess == false || shown["key"] == nil else {
            return found
        }
        if fixture.endpoint != "versions.list" {
            for (resource, name) in [
                ("flags", "flags.get.one"), ("experiments", "experiments.get.example"),
                ("experiments", "experiments.get.old-type"), ("mutexes", "mutexes.get.one"),
                ("holdouts", "holdouts.get.one"),
            ] {
                var object = try Self.body(name).objectValue ?? [:]
                object["parentDependencies"] = nil
                // Nobody is in a group yet.
                if object["slots"] != nil {
                    object["slots"] = .array(
                        (object["slots"]?.arrayValue ?? []).map { slot in
                            var slot = slot.objectValue ?? [:]
                            slot["experiments"] = []
                            return .object(slot)
                        })
                }
                if fixture.name.hasPrefix("flags.variants.remove."), fixture.answer.isSuccess, resource == "flags" {
                    object["variants"] = [["key": "on"], ["key": "bold"]]
                }
                // A pair that adds a deployment, or makes a key, begins without it.
                if fixture.endpoint.hasSuffix(".create"), fixture.answer.isSuccess {
                    object["key"] = .string("other-\(name)")
                }
                add(resource, .object(object))
            }
            let web = try Self.body("experiments.list.web")["experiments"]?[0]
            if let web, fixture.endpoint == "experiments.edit" { add("experiments", web) }
        }
        return found
    }

    private func addShown(_ put: (String, JSONValue, String) -> Void) throws {
        func add(_ resource: String, _ object: JSONValue) { put(resource, object, "417260") }
        if let paging, fixture.endpoint != "versions.list" {
            let items = Self.items(shown, paging)
            for item in items { add(paging.wrapper, item) }
            if goesOn { add(paging.wrapper, ["id": "7", "key": "older", "projectId": "417260"]) }
        } else if endpoint?.view == nil, case .object? = endpoint?.result, fixture.request.method == "GET" {
            add(fixture.endpoint.split(separator: ".").first.map { String($0) } ?? "", shown)
        } else if case .references? = endpoint?.view {
            for deployment in shown.arrayValue ?? [] { add("deployments", deployment) }
            try addOwner(["deployments": .array((shown.arrayValue ?? []).compactMap { $0["id"] })], add)
        } else if case .members? = endpoint?.view {
            try addOwner(Self.owner(of: shown.arrayValue ?? [shown]), add)
        }
    }

    private func addOwner(_ fields: JSONObject, _ add: (String, JSONValue) -> Void) throws {
        let isFlag = fixture.endpoint.hasPrefix("flags.")
        var object = try Self.body(isFlag ? "flags.get.one" : "experiments.get.example").objectValue ?? [:]
        for (name, value) in fields { object[name] = value }
        add(isFlag ? "flags" : "experiments", .object(object))
    }

    /// The list of variants of which the calls about variants show these.
    private static func owner(of details: [JSONValue]) -> JSONObject {
        var weights = JSONObject()
        let variants = details.map { detail -> JSONValue in
            var variant = detail.objectValue ?? [:]
            weights[variant["key"]?.stringValue ?? ""] = variant["rolloutWeight"]
            variant["rolloutWeight"] = nil
            return .object(variant)
        }
        return ["variants": .array(variants), "rolloutWeights": .object(weights)]
    }

    /// Inclusions and versions.
    private func addParts(_ writer: any StoreWriter) throws {
        let isFull = fixture.name.hasSuffix(".too-many")
        for (object, member) in [(731_204, "on"), (90_211, "treatment")] as [(Int64, String)] {
            for (list, ids, most) in [("users", ["ida@example.com", "qa-7"], 2000), ("cohorts", ["c0ffee12"], 10)] {
                var items = JSONValue.array(ids.map { .string($0) })
                if isFull { items = .array((0..<most).map { .string("\(list)-\($0)") }) }
                if fixture.endpoint.hasSuffix(".\(list).list"), fixture.answer.isSuccess { items = shown }
                try writer.setInclusions(
                    InclusionPlace(object: object, member: member, list: list), items.encoded())
            }
        }
        guard fixture.answer.isSuccess, endpoint?.result.objectType?.name == "Version" else { return }
        let versions = paging.map { Self.items(shown, $0) } ?? shown.arrayValue ?? [shown]
        var present: Set<Int64> = []
        for version in versions { try add(version, writer, &present) }
        if goesOn { try writer.addObject(Self.stored("flags", ["id": "7", "key": "older"], "417260")) }
    }

    private func add(_ version: JSONValue, _ writer: any StoreWriter, _ present: inout Set<Int64>) throws {
        let configuration = version["flagConfig"] ?? .null
        let id = try #require(Int64(configuration["id"]?.stringValue ?? ""))
        let number = version["version"]?.integerValue ?? 0
        let time = try #require(DateText((version["createdAt"]?.stringValue ?? "").utf8)).millisecondsSince1970
        let author = version["createdBy"]?.stringValue ?? ""
        let resource = configuration["experimentType"] == nil ? "flags" : "experiments"
        // Where only one is asked for, the object has gone on since.
        let isLast = fixture.endpoint.hasSuffix(".list") && present.insert(id).inserted
        if isLast {
            var stored = Self.stored(resource, configuration, "417260")
            stored.version = number
            stored.author = author
            stored.modifiedAt = time
            if try writer.object(id, of: resource) != nil {
                try writer.replaceObject(stored)
            } else {
                try writer.addObject(stored)
            }
        } else {
            try writer.addPastVersion(
                StoredVersion(
                    object: id, number: number, at: time, author: author, content: .past(configuration.encoded())))
        }
    }

    private static func stored(_ resource: String, _ object: JSONValue, _ project: String) -> StoredObject {
        StoredObject(
            resource: resource, id: Int64(object["id"]?.idText ?? "") ?? 0, project: project,
            key: resource == "deployments" ? nil : object["key"]?.stringValue ?? "",
            isDeleted: object["deleted"] == true,
            version: resource == "flags" || resource == "experiments" ? 99_999 : 0, record: object.encoded())
    }

    private static func body(_ name: String) throws -> JSONValue {
        guard case .json(let value) = try DocumentedFixture(name: name, of: "v1").answer.body else {
            throw FixtureError.incomplete(name)
        }
        return value
    }
}
