import Changes
import JSON
import ManagementAPI
import Sandbox
import Testing

/// A sandbox in memory that calls are made at, as a client makes them, and kept, as the ledger keeps them.
final class ChangeWorld {
    let sandbox: Sandbox
    let catalogue = Catalogue.all
    private(set) var changes: [RecordedChange] = []

    init() throws { sandbox = try Sandbox(path: ":memory:") }

    /// What a call answers; nil where it is refused.
    func answer(_ endpoint: Endpoint, _ path: [String: String], _ body: JSONObject = [:], query: String = "") throws
        -> JSONValue?
    {
        let encoded = path.mapValues { $0.addingPercent }
        guard let target = endpoint.fullPath.filled(encoded) else { return nil }
        let sent = endpoint.parameters(in: .body).isEmpty ? [] : JSONValue.object(body).encoded()
        let response = try sandbox.answer(
            to: SandboxRequest(
                method: endpoint.method.rawValue, target: target + query,
                headers: [("authorization", "Bearer k"), ("content-type", "application/json")], body: sent))
        guard response.status == 200 || response.status == 201 else { return nil }
        return (try? JSONValue(parsing: response.body)) ?? .null
    }

    func read(_ reading: Reading, _ generation: Generation) -> JSONValue? {
        guard let endpoint = catalogue.endpoint(id: reading.call, generation: generation) else { return nil }
        return try? answer(endpoint, reading.path)
    }

    /// Makes a call and keeps it; false where nothing of it was done.
    @discardableResult
    func perform(_ endpoint: Endpoint, _ path: [String: String], _ body: JSONObject) throws -> Bool {
        let touch = Touch(endpoint, path: path, body: body, in: catalogue)
        var object = ChangedObject(endpoint, path: path, body: body, in: catalogue)
        let before = touch.reading.flatMap { read($0.whole, endpoint.generation) }
        if let before, endpoint.owner == endpoint.resource {
            object.describe(before, in: catalogue, endpoint.generation)
        }
        guard let answer = try send(endpoint, path, body) else { return false }
        if touch.makesObject { object.id = answer["id"]?.stringValue ?? answer["id"]?.integerValue.map { String($0) } }
        var change = RecordedChange(
            number: changes.count + 1, object: object, call: endpoint.id, generation: endpoint.generation, path: path,
            body: body, before: before.map { touch.touched(of: $0) }, losses: before.map { touch.losses(in: $0) } ?? [])
        change.outcome = .applied
        changes.append(change)
        return true
    }

    /// Forgets the changes so far, and answers them.
    func takeRun() -> [RecordedChange] {
        defer { changes = [] }
        return changes
    }

    /// Makes a call that may be made of several.
    private func send(_ endpoint: Endpoint, _ path: [String: String], _ body: JSONObject) throws -> JSONValue? {
        func call(_ id: String) throws -> Endpoint {
            try #require(catalogue.endpoint(id: id, generation: endpoint.generation))
        }
        switch endpoint.composition {
        case nil: return try answer(endpoint, path, body)
        case .call(let id, let body): return try answer(try call(id), path, body)
        case .edit(let field, let id):
            let subject = try #require(endpoint.subject)
            guard var object = try answer(try call(subject.call), path) else { return nil }
            let old = object[field]
            for effect in endpoint.effects { effect.apply(to: &object, arguments: body) }
            guard let new = object[field], new != old else { return .null }
            return try answer(try call(id), path, [field: new])
        case .members(let edits):
            guard let members = try answer(try call(edits.list), path)?.arrayValue else { return nil }
            for member in body[edits.parameter]?.objectValue ?? [:] {
                guard let known = members.first(where: { $0[edits.key]?.stringValue == member.key }) else { return nil }
                if known[edits.value]?.numberValue == member.value.numberValue { continue }
                let path = path.merging([edits.keyParameter: member.key]) { $1 }
                guard try answer(try call(edits.edit), path, [edits.value: member.value]) != nil else { return nil }
            }
            return .null
        case .pieces(let list, let most):
            var rest = (body[list]?.arrayValue ?? [])[...]
            while !rest.isEmpty {
                guard try answer(endpoint, path, [list: .array(Array(rest.prefix(most)))]) != nil else { return nil }
                rest = rest.dropFirst(most)
            }
            return .null
        }
    }

    /// Takes a run back as the catalogue says, and answers what could not be.
    func undo(_ run: [RecordedChange]) throws -> [String] {
        var losses: [String] = []
        for chain in Chain.chains(of: run, in: catalogue) {
            let line = ChangeLine(undoing: chain, in: catalogue)
            losses += line.losses
            switch line.judge(in: catalogue, { read($0, line.generation) }) {
            case .unchanged: continue
            case .conflict(let conflicts): Issue.record("\(line.object.name): \(conflicts)")
            case .toDo(let parts):
                let restoration = line.restoration(parts, in: catalogue)
                losses += restoration.losses
                for call in restoration.calls {
                    let endpoint = try #require(catalogue.endpoint(id: call.call, generation: line.generation))
                    #expect(try perform(endpoint, call.path, call.body), "\(call)")
                }
                guard restoration.losses.isEmpty else { continue }
                let verdict = line.judge(in: catalogue) { read($0, line.generation) }
                #expect(verdict == .unchanged, "\(line.object.name) \(restoration.calls)")
            }
        }
        return losses
    }

    /// Everything that is there, as v1 shows it, by place.
    func everything() throws -> [String: JSONValue] {
        var found: [String: JSONValue] = [:]
        for resource in catalogue.resources(of: .v1) {
            guard let list = resource.pagedList, let get = resource.endpoint(function: "get"), get.view == nil else {
                continue
            }
            let query = list.endpoint.parameter("includeArchived") == nil ? "" : "?includeArchived=true"
            let page = try #require(try answer(list.endpoint, [:], query: query))
            for item in page[list.paging.wrapper]?.arrayValue ?? [] {
                let id = item["id"]?.stringValue ?? item["id"]?.integerValue.map { String($0) } ?? ""
                found["\(resource.name) \(id)"] = Self.kept(item, list.items)
                for part in catalogue.resources(of: .v1) where part.name.hasPrefix(resource.name + ".variants.") {
                    for key in (item["variants"]?.arrayValue ?? []).compactMap({ $0["key"]?.stringValue }) {
                        let read = try #require(part.endpoint(function: "list"))
                        let items = try answer(read, ["id": id, "variantKey": key])?.arrayValue ?? []
                        if !items.isEmpty {
                            found["\(part.name) \(id) \(key)"] = .array(items.sorted { "\($0)" < "\($1)" })
                        }
                    }
                }
            }
        }
        return found
    }

    /// Without what the service keeps of its own, and in an order of its own where order means nothing.
    private static func kept(_ item: JSONValue, _ type: ObjectType) -> JSONValue {
        var object = item.objectValue ?? [:]
        for field in type.fields {
            switch (field.keeps, field.type) {
            case (.modified?, _), (.modifier?, _): object[field.name] = nil
            case (_, .array(let inner, _)) where inner.nestedObject == nil || field.name == "variants":
                object[field.name] = .array(
                    (object[field.name]?.arrayValue ?? []).map(withoutEmpty).sorted { "\($0)" < "\($1)" })
            default: break
            }
            if object[field.name] == .null { object[field.name] = nil }
        }
        return .object(JSONObject(object.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }))
    }
}

/// What a variant holds that is unset cannot be told from what is empty: it reads as empty.
private func withoutEmpty(_ value: JSONValue) -> JSONValue {
    guard let object = value.objectValue else { return value }
    return .object(
        JSONObject(object.filter { !["", [:]].contains($0.value) }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }))
}

extension String {
    fileprivate var addingPercent: String {
        utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x5F
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + String(byte / 16, radix: 16) + String(byte % 16, radix: 16)
        }.joined()
    }
}
