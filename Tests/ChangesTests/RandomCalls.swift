import Changes
import JSON
import ManagementAPI
import TestSupport

/// Makes up calls that write, about what is there.
struct RandomCalls {
    let world: ChangeWorld
    let generation: Generation
    var random: SeededGenerator
    /// The objects that calls are about, by resource: few, so that several meet.
    private var ids: [String: [String]] = [:]
    private var names = 0

    init(_ world: ChangeWorld, _ generation: Generation, seed: UInt64) throws {
        self.world = world
        self.generation = generation
        random = SeededGenerator(seed: seed)
        for resource in world.catalogue.resources(of: generation) {
            guard let list = resource.pagedList, let page = try world.answer(list.endpoint, [:]) else { continue }
            let items = (page[list.paging.wrapper]?.arrayValue ?? []).filter { $0["projectId"] != nil }
            var chosen: [String] = []
            for _ in 0..<3 {
                guard let item = items.randomElement(using: &random) else { continue }
                chosen.append(item["id"]?.stringValue ?? item["id"]?.integerValue.map { String($0) } ?? "")
            }
            ids[resource.name] = chosen
        }
    }

    /// Makes one; nil where there is nothing that it could be about.
    mutating func next(_ endpoint: Endpoint) throws -> (path: [String: String], body: JSONObject)? {
        var path: [String: String] = [:]
        var object: JSONValue = .null
        for name in endpoint.path.captures {
            guard let parameter = endpoint.parameter(name) else { continue }
            switch parameter.meaning {
            case .id(of: endpoint.owner)? where path.isEmpty:
                guard let id = ids[endpoint.owner]?.randomElement(using: &random) else { return nil }
                path[name] = id
                object = try whole(endpoint.owner, id) ?? .null
            case .id(let resource)?:
                path[name] = object[resource]?.arrayValue?.randomElement(using: &random).flatMap(\.stringValue) ?? "1"
            case .member(let list, let by)?:
                path[name] = object[list]?.arrayValue?.randomElement(using: &random)?[by]?.stringValue ?? "none"
            case .item(let list, _)?:
                path[name] = String(Int.random(in: 1...max(1, object[list]?.arrayValue?.count ?? 1), using: &random))
            default: path[name] = "0"
            }
        }
        var body = JSONObject()
        for parameter in endpoint.parameters(in: .body)
        where parameter.isRequired || endpoint.effects.contains(.create) == false && chance(3) {
            body[parameter.name] = value(parameter.type, parameter.meaning, object)
        }
        if endpoint.needsField, body.isEmpty,
            let parameter = endpoint.parameters(in: .body).randomElement(using: &random)
        {
            body[parameter.name] = value(parameter.type, parameter.meaning, object)
        }
        return (path, body)
    }

    private func whole(_ resource: String, _ id: String) throws -> JSONValue? {
        guard let get = world.catalogue.endpoint(id: "\(resource).get", generation: generation),
            let name = get.path.captures.first
        else { return nil }
        return try world.answer(get, [name: id])
    }

    private mutating func chance(_ most: Int) -> Bool { Int.random(in: 0..<most, using: &random) == 0 }

    private mutating func value(_ type: ValueType, _ meaning: FieldMeaning?, _ object: JSONValue) -> JSONValue {
        switch (type, meaning) {
        case (_, .project?): return object["projectId"] ?? "417260"
        case (.nullable(let inner), _): return chance(3) ? .null : value(inner, meaning, object)
        case (.array(let item, _), .id(let resource)?):
            let there = (object[resource]?.arrayValue ?? []).compactMap(\.stringValue) + (ids[resource] ?? [])
            return .array(
                (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
                    there.randomElement(using: &random).map {
                        item == .identifier ? .integer(Int64($0) ?? 0) : .string($0)
                    }
                })
        case (.map, .member(let list, let by)?):
            let keys = (object[list]?.arrayValue ?? []).compactMap { $0[by]?.stringValue }
            var weights = JSONObject()
            for key in keys where !chance(3) { weights[key] = .integer(Int64.random(in: 0...4, using: &random)) }
            return .object(weights)
        case (_, .member(let list, let by)?):
            return object[list]?.arrayValue?.randomElement(using: &random)?[by] ?? "none"
        case (.array(let item, let rule), _):
            let count = Int.random(in: max(rule.count.lowerBound, 0)...max(rule.count.lowerBound, 2), using: &random)
            var items = (0..<count).map { _ in value(item, nil, object) }
            if rule.sum != nil { items = [["percentage": 60], ["percentage": 40]] }
            return .array(items)
        case (.object(let type), _):
            var fields = JSONObject()
            for field in type.fields where field.isRequired || chance(2) {
                fields[field.name] = value(field.type, field.meaning, object)
            }
            return .object(fields)
        case (.enumeration(let words), _): return .string(words.randomElement(using: &random) ?? "")
        case (.boolean, _): return .bool(chance(2))
        case (.integer(let low, let high), _):
            return .integer(Int64.random(in: (low ?? 0)...(high ?? 99), using: &random))
        case (.number(let low, let high), _):
            return .number(Double(Int.random(in: Int(low ?? 0)...Int(high ?? 5), using: &random)))
        case (.text(let rule), _) where rule.form == .date:
            return .string("2026-0\(Int.random(in: 1...9, using: &random))-1\(Int.random(in: 0...9, using: &random))")
        case (.text, _), (.identifier, _):
            names += 1
            return .string("made-\(names)-\(random.next() % 10_000)")
        case (.jsonText, _): return "{\"x\": 1}"
        case (.string, _): return .string(["a", "b", "c", "d e", "ü"].randomElement(using: &random) ?? "a")
        case (.any, _): return [.object(["x": 1]), .array([1, 2]), "text", 5].randomElement(using: &random) ?? 1
        default: return .null
        }
    }
}
