import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// Exports put into a sandbox: as they are, all or nothing.
struct ImportTests {
    private static let now: UnixMilliseconds = 1_764_500_000_000

    private func sandbox(_ content: SandboxStore.Content = .nothing) throws -> Sandbox {
        Sandbox(
            store: try SandboxStore(path: SandboxStore.inMemory, content: content, now: Self.now), now: { Self.now })
    }

    private func file(_ text: String) throws -> ImportFile {
        var file = ImportFile()
        try file.read(Array(text.utf8))
        return file
    }

    private func get(_ target: String, _ sandbox: Sandbox) throws -> JSONValue {
        try JSONValue(
            parsing: sandbox.respond(
                to: SandboxRequest(method: "GET", target: target, headers: Asker.headers)
            ).body)
    }

    private func send(_ method: String, _ target: String, _ body: JSONValue?, _ sandbox: Sandbox) throws
        -> SandboxResponse
    {
        sandbox.respond(
            to: SandboxRequest(method: method, target: target, headers: Asker.headers, body: body?.encoded() ?? []))
    }

    /// Every list of a generation, all pages, archived ones too, as an export.
    private func export(_ sandbox: Sandbox, _ generation: Generation) throws -> JSONObject {
        var export = JSONObject()
        for resource in Catalogue.all.resources(of: generation) where resource.tables.count == 1 {
            guard let list = resource.pagedList else { continue }
            var items: [JSONValue] = []
            var cursor: String?
            repeat {
                var target = "\(list.endpoint.fullPath)?limit=1000"
                if case .askedFor(let name) = list.paging.deleted { target += "&\(name)=true" }
                if let cursor { target += "&cursor=\(cursor)" }
                let page = try get(target, sandbox)
                items += page[list.paging.wrapper]?.arrayValue ?? []
                cursor = page[list.paging.nextCursor]?.stringValue
            } while cursor != nil
            export[resource.name] = .array(items)
        }
        return export
    }

    /// As `experiments.all` prints it: a table of Lua has no place for null.
    private func withoutNulls(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(withoutNulls))
        case .object(let object):
            .object(JSONObject(object.filter { $0.value != .null }.map { ($0.key, withoutNulls($0.value)) }))
        default: value
        }
    }

    // MARK: - Out, in and out again

    /// 2,500 experiments in any state, from the demo data and made anew in each of its ways.
    private func many(_ generation: Generation) throws -> [JSONValue] {
        let demo = try export(try sandbox(.demoData), generation)["experiments"]?.arrayValue ?? []
        return (0..<2_500).map { number in
            var object = demo[number % demo.count].objectValue ?? JSONObject()
            object["id"] = .string(String(40_000 + number))
            object["key"] = .string("experiment-\(number)")
            if number % 7 == 0 { object["fieldOfTomorrow"] = ["at": .integer(Int64(number))] }
            if generation == .v1, number % 5 == 0 { object["deleted"] = true }
            return .object(object)
        }
    }

    @Test(arguments: Generation.allCases)
    func twoAndAHalfThousandExperimentsComeOutAsTheyWentIn(_ generation: Generation) throws {
        let experiments = try many(generation)
        let sandbox = try sandbox()
        let report = try sandbox.take(try file(JSONValue.array(experiments.map(withoutNulls)).description))
        #expect(report.counts == ["experiments": .init(new: 2_500)])
        let out = try export(sandbox, generation)["experiments"]?.arrayValue ?? []
        #expect(out.count == 2_500)
        let isSame = out == experiments.reversed()
        #expect(isSame, "\(zip(out, experiments.reversed()).first { $0 != $1 }.map { "\($0)\n\($1)" } ?? "")")
        #expect(Set(out.map { $0["state"]?.stringValue }).count == 4)
        try sandbox.check()
    }

    @Test func aWholeProjectOfTodayComesOutAsItWentIn() throws {
        let demo = try sandbox(.demoData)
        let whole = try export(demo, .v1)
        let sandbox = try sandbox()
        let report = try sandbox.take(try file(JSONValue.object(whole).description))
        #expect(
            report.counts.mapValues(\.all) == [
                "experiments": 60, "flags": 25, "deployments": 8, "mutexes": 2, "holdouts": 1,
            ])
        #expect(report.versions > 100)
        #expect(report.made.isEmpty && report.missing.isEmpty)
        #expect(try export(sandbox, .v1) == whole)
        #expect(try export(sandbox, .beta) == export(demo, .beta))
        for path in ["experiments/26301/versions", "flags/24105/versions", "flags/24105/versions/1"] {
            #expect(try get("/api/1/\(path)", sandbox) == get("/api/1/\(path)", demo))
        }
        try sandbox.check()
    }

    @Test(arguments: Generation.allCases)
    func whatIsThereAlreadyStaysAsItIs(_ generation: Generation) throws {
        let sandbox = try sandbox(.demoData)
        let whole = try export(sandbox, .v1)
        let versions = try get("/api/1/experiments/26301/versions", sandbox)
        let again = try sandbox.take(try file(JSONValue.object(try export(sandbox, generation)).description))
        #expect(
            again.counts.values.allSatisfy { $0.new == 0 && $0.replaced == 0 && $0.unchanged > 0 }, "\(again.counts)")
        #expect(try export(sandbox, .v1) == whole)
        #expect(try get("/api/1/experiments/26301/versions", sandbox) == versions)
    }

    @Test func anObjectTakesThePlaceOfTheOneWithItsID() throws {
        let sandbox = try sandbox(.demoData)
        var object = try get("/experiments/26301", sandbox).objectValue ?? JSONObject()
        let before = try get("/api/1/experiments/26301", sandbox).objectValue ?? JSONObject()
        object["state"] = "decision-made"
        object["enabled"] = false
        object["key"] = "renamed-by-hand"
        let report = try sandbox.take(try file(JSONValue.object(object).description))
        #expect(report.counts == ["experiments": .init(replaced: 1)])
        let after = try get("/api/1/experiments/26301", sandbox).objectValue ?? JSONObject()
        // What the beta does not tell stays.
        for name in ["createdAt", "tags", "rolloutPercentage", "bucketingSalt", "createdBy"] {
            #expect(after[name] == before[name], "\(name)")
        }
        #expect(after["key"] == "renamed-by-hand" && after["state"] == "decision-made")
        #expect(try get("/api/1/experiments/26301/versions", sandbox).arrayValue?.count == 1, "it begins anew")
        #expect(
            try get("/api/1/experiments/26301/variants/treatment/users", sandbox) == ["signe@nordlys.example", "qa-7"])
        #expect(
            try sandbox.take(try file(JSONValue.object(object).description)).counts == [
                "experiments": .init(unchanged: 1)
            ])
    }

    @Test func whatComesInCanBeChangedAsAnythingElse() throws {
        let sandbox = try sandbox()
        _ = try sandbox.take(try file(JSONValue.array(try many(.beta).suffix(20).map(withoutNulls)).description))
        #expect(try send("POST", "/experiments/42499/activate", nil, sandbox).status == 200)
        #expect(try get("/experiments/42499", sandbox)["enabled"] == true)
        #expect(try send("PATCH", "/api/1/experiments/42499", ["tags": ["mine"]], sandbox).status == 200)
        #expect(try get("/api/1/experiments/42499/versions", sandbox).arrayValue?.count == 3)
        let new = try send("POST", "/experiments/new", ["projectId": "417260", "key": "later"], sandbox)
        #expect(try new.json["id"] == "42500")
        let taken = try send("POST", "/experiments/new", ["projectId": "417260", "key": "experiment-2499"], sandbox)
        #expect(taken.status == (try get("/experiments/42499", sandbox)["projectId"] == "417260" ? 400 : 200))
    }

    // MARK: - What is only named

    @Test func deploymentsThatAreOnlyNamedAreMadeByTheirIDs() throws {
        let sandbox = try sandbox()
        let experiments = try export(try self.sandbox(.demoData), .beta)["experiments"]
        let report = try sandbox.take(try file(JSONValue.array(experiments?.arrayValue ?? []).description))
        #expect(report.made == ["deployments": [5498, 5521, 5537, 5560, 5733, 5734, 5741]])
        let made = try get("/deployments/list", sandbox)["deployments"]?.arrayValue ?? []
        #expect(made.compactMap { $0["label"] } == made.compactMap { $0["id"] })
        let named = try get("/api/1/experiments/26301/deployments", sandbox).arrayValue ?? []
        #expect(!named.isEmpty)
        // What is known later takes its place.
        let later = try sandbox.take(
            try file(#"{"id":"5498","projectId":"417260","label":"web","key":"client-x","deleted":false}"#))
        #expect(later.counts == ["deployments": .init(replaced: 1)])
        try sandbox.check()
    }

    @Test func groupsBindTheirMembers() throws {
        let demo = try sandbox(.demoData)
        let sandbox = try sandbox()
        let whole = try export(demo, .v1)
        _ = try sandbox.take(try file(JSONValue.object(["experiments": whole["experiments"] ?? []]).description))
        let before = try get("/api/1/experiments/26317", sandbox)
        // From the beta nobody knows of groups.
        let other = try self.sandbox()
        _ = try other.take(try file(JSONValue.object(try export(demo, .beta)).description))
        #expect(try get("/api/1/experiments/26317", other)["parentDependencies"] == .null)
        let groups: JSONObject = ["mutexes": whole["mutexes"] ?? [], "holdouts": whole["holdouts"] ?? []]
        _ = try other.take(try file(JSONValue.object(groups).description))
        #expect(try get("/api/1/experiments/26317", other)["parentDependencies"] == before["parentDependencies"])
        let alone = try self.sandbox().take(try file(JSONValue.object(groups).description))
        #expect(alone.missing == ["experiments": [26301, 26317, 26344, 26460, 31139, 31142]])
    }

    // MARK: - What is wrong

    private static let flag =
        #"{"id":"7","projectId":"1","deployments":[],"key":"k","name":"n","description":"","enabled":true,"bucketingKey":"u","#
        + #""variants":[{"key":"on"}],"rolloutWeights":{"on":1},"targetSegments":[]}"#

    @Test(arguments: [
        (flag + "\n\n" + flag.replacing("true", with: "1"), "line 3: enabled: expected a boolean, got an integer"),
        (flag + "\n" + #"{"id":"8"}"#, "line 2: no object of the API; for one of "),
        (flag + "\n" + #"{"a":1}"#, "line 2: no object of the API: it has \"a\""),
        (flag + "\n[1]", "line 2: expected an object, got a number"),
        (flag + "\n7", "line 2: expected an object or an array"),
        (flag + "\n{\"id\":", "line 2: column 7: the text ends"),
        ("[\n{\"id\":1,}]", "line 2: column 9: expected a key"),
        ("", "line 1: column 1: the text ends"),
        ("[\n\n \(flag),\n {}\n]", "line 4: no object of the API: it is empty"),
        (#"{"flags":["# + "\n\(flag)\n,7]}", "line 3: expected an object, got a number"),
        (#"{"flags":[{"id":"7"}]}"#, "line 1: projectId: is required"),
        (flag.replacing(#""id":"7""#, with: #""id":"x7""#), #"line 1: id: "x7" is no number"#),
        (flag + "\n" + flag.replacing(#""n""#, with: #""m""#), "line 2: the flag 7 is another in line 1"),
        (
            flag + "\n" + flag.replacing(#""7""#, with: #""8""#),
            "line 2: the key k is that of another object, in line 1"
        ),
        (
            flag.replacing(#""on":1"#, with: #""off":1"#),
            "line 1: rolloutWeights.off: the flag has no such variant; it has on"
        ),
        (
            flag.replacing("\"variants\"", with: "\"rolloutPercentage\":101,\"variants\""),
            "line 1: rolloutPercentage: must be at most 100"
        ),
        (
            #"{"version":1,"createdAt":"2026-01-01","createdBy":"1","flagConfig":{"id":"9","projectId":"1","key":"x"}}"#,
            "line 1: a version of 9, which is not among the objects here"
        ),
    ])
    func aFaultIsNamedWithItsPlaceAndNothingIsImported(_ text: String, _ message: String) throws {
        let sandbox = try sandbox()
        do {
            _ = try sandbox.take(try file(text))
            Issue.record("it was taken")
        } catch {
            #expect("\(error)".hasPrefix(message), "\(error)")
        }
        #expect(try sandbox.info().objects == [:])
        #expect(try sandbox.info().projects == 0)
    }

    @Test func theFirstTenFaultsAreTold() throws {
        let lines = (0..<15).map { Self.flag.replacing(#""7""#, with: "\"\($0)x\"") }
        let refusal = #expect(throws: ImportRefusal.self) {
            try sandbox().take(try file(lines.joined(separator: "\n")))
        }
        #expect(refusal?.faults.count == 15)
        #expect(refusal?.description.split(separator: "\n").count == 11)
        #expect(refusal?.description.hasSuffix("\nand 5 more") == true)
    }

    @Test func whatTheDocumentsDoNotKnowIsTakenOnRequest() throws {
        let text = Self.flag.replacing(#""on":1"#, with: #""off":1"#)
            .replacing("\"variants\"", with: "\"rolloutPercentage\":101,\"variants\"")
        #expect(try sandbox().take(try file(text), allowsUnknown: true).counts == ["flags": .init(new: 1)])
        #expect(throws: ImportRefusal.self) {
            try sandbox().take(try file(text.replacing("true", with: "1")), allowsUnknown: true)
        }
    }

    @Test(arguments: [
        (#""24105""#, "other", "the sandbox has another object of the id 24105"),
        (
            #""7""#, "checkout-traffic",
            "the project 417260 of the sandbox has the mutex group 26180 with the key checkout-traffic"
        ),
    ])
    func whatIsInTheWayIsNamedAndNothingIsImported(_ id: String, _ key: String, _ message: String) throws {
        let sandbox = try sandbox(.demoData)
        let before = try export(sandbox, .v1)
        let experiment = try get("/experiments/26301", sandbox).description
            .replacing(#""26301""#, with: id)
        var object = try JSONValue(parsing: Array(experiment.utf8)).objectValue ?? JSONObject()
        object["key"] = .string(key)
        let other = Self.flag.replacing(#""7""#, with: #""99999""#)
        let refusal = #expect(throws: ImportRefusal.self) {
            try sandbox.take(try file("\(other)\n\(JSONValue.object(object))"))
        }
        #expect(refusal?.description.contains("line 2: \(message)") == true, "\(refusal?.description ?? "")")
        #expect(try export(sandbox, .v1) == before)
        // Where the rest is removed first nothing is in the way.
        let report = try sandbox.take(try file("\(other)\n\(JSONValue.object(object))"), emptying: true)
        #expect(report.emptied)
        #expect(try sandbox.info().objects["experiments"] == 1)
        #expect(try sandbox.info().projects == 2)
    }

    @Test func keysMayChangeHands() throws {
        let sandbox = try sandbox()
        let other = Self.flag.replacing(#""7""#, with: #""8""#).replacing(#""k""#, with: #""l""#)
        _ = try sandbox.take(try file("\(Self.flag)\n\(other)"))
        let swapped = "\(Self.flag.replacing(#""k""#, with: #""l""#))\n\(other.replacing(#""l""#, with: #""k""#))"
        #expect(try sandbox.take(try file(swapped)).counts == ["flags": .init(replaced: 2)])
        #expect(try get("/api/1/flags/7", sandbox)["key"] == "l")
    }

    @Test func aListThatShiftedWhileItWasReadIsTakenOnce() throws {
        let other = Self.flag.replacing(#""n""#, with: #""m""#)
        var file = ImportFile()
        try file.read(Array(#"{"flags":[\#(Self.flag)],"nextCursor":"x"}"#.utf8), named: "flags, page 1")
        try file.read(Array(#"{"flags":[\#(other)],"nextCursor":null}"#.utf8), named: "flags, page 2")
        let sandbox = try sandbox()
        #expect(try sandbox.take(file, keepsFirst: true).counts == ["flags": .init(new: 1)])
        #expect(try get("/api/1/flags/7", sandbox)["name"] == "n")
        let refusal = #expect(throws: ImportRefusal.self) { try sandbox.take(file) }
        #expect(refusal?.description == "flags, page 2, line 1: the flag 7 is another in flags, page 1, line 1")
    }
}
