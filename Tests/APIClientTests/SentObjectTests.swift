import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct SentObjectTests {
    private static let lookup = Lookup(
        in: "x.list", by: ["projectId", "key"], whenNew: [NewField("enabled", .boolean(false))])

    private func compare(_ sent: String, _ found: String) throws -> SentObject.Comparison {
        let names = #""projectId": "1", "key": "k""#
        let object = try #require(SentObject(Array("{\(names)\(sent)}".utf8), Self.lookup, idField: "id"))
        return object.compare(try JSONValue(parsing: "{\(names)\(found)}".utf8))
    }

    @Test(arguments: [
        (#""projectId": "2", "key": "k""#), (#""projectId": "1", "key": "K""#), (#""projectId": "1""#),
        (#""key": "k""#), (#""projectId": null, "key": "k""#), (#""projectId": "1", "key": ["k"]"#),
    ])
    func anotherNameIsAnotherObject(_ found: String) throws {
        let sent = try #require(SentObject(Array(#"{"projectId": "1", "key": "k"}"#.utf8), Self.lookup, idField: "id"))
        #expect(sent.compare(try JSONValue(parsing: "{\(found)}".utf8)) == .other)
    }

    @Test func anIDMayBeAnsweredAsANumber() throws {
        let sent = try #require(SentObject(Array(#"{"projectId": "1", "key": "k"}"#.utf8), Self.lookup, idField: "id"))
        #expect(sent.compare(["projectId": 1, "key": "k"]) == .same)
    }

    @Test(
        arguments: [
            ("", ""), ("", #", "enabled": false, "state": "planning""#),
            (#", "description": "d""#, ""), (#", "description": "d""#, #", "description": "d""#),
            (#", "description": """#, #", "description": null"#),
            (#", "variants": [{"key": "a"}]"#, #", "variants": [{"key": "a", "name": "A"}]"#),
            (#", "variants": [{"name": "a"}]"#, #", "variants": [{"key": "a"}]"#),
            (#", "rolloutWeights": {"a": 1}"#, #", "rolloutWeights": {"a": 1.0, "b": 1}"#),
            (#", "targetSegments": {"name": "s"}"#, #", "targetSegments": [{"name": "s", "percentage": 0}]"#),
            (#", "targetSegments": {}"#, #", "targetSegments": []"#),
            (#", "deployments": ["1", "2", "1"]"#, #", "deployments": ["2", "1"]"#),
            (#", "deployments": []"#, #", "deployments": []"#),
            (#", "payload": "{\"a\": 1}""#, #", "payload": {"a": 1}"#), (#", "payload": "1""#, #", "payload": 1"#),
            (#", "n": 1.5"#, #", "n": 1.5"#), (#", "n": 2.0"#, #", "n": 2"#),
        ])
    func defaultsAndSpellingsOfTheServiceMakeNoDifference(_ sent: String, _ found: String) throws {
        #expect(try compare(sent, found) == .same)
    }

    @Test(
        arguments: [
            (#", "description": "d""#, #", "description": "e""#, "description"),
            (#", "description": "d""#, #", "description": null"#, "description"),
            (#", "variants": [{"key": "a"}]"#, #", "variants": [{"key": "b"}]"#, "variants"),
            (#", "variants": [{"key": "a"}]"#, #", "variants": [{"key": "a"}, {"key": "b"}]"#, "variants"),
            (#", "rolloutWeights": {"a": 1}"#, #", "rolloutWeights": {"a": 2}"#, "rolloutWeights"),
            (#", "deployments": ["1"]"#, #", "deployments": ["1", "2"]"#, "deployments"),
            (#", "stickyBucketing": true"#, #", "stickyBucketing": false"#, "stickyBucketing"),
            (#", "payload": "{\"a\": 1}""#, #", "payload": {"a": 2}"#, "payload"),
            (#", "payload": "x""#, #", "payload": 5"#, "payload"),
            ("", #", "enabled": true"#, "enabled"),
        ])
    func whatIsNotWhatWasSentIsNamed(_ sent: String, _ found: String, _ field: String) throws {
        #expect(try compare(sent, found) == .different([field]))
    }

    @Test(arguments: [nil, "", "[]", "1", "{}", #"{"key": "k"}"#, #"{"projectId": "", "key": "k"}"#, #"{"projectId"#])
    func whatHasNoNameCannotBeLookedUp(_ body: String?) {
        #expect(SentObject(body.map { Array($0.utf8) }, Self.lookup, idField: "id") == nil)
    }

    @Test func everyLookupOfTheCatalogueCanBeServed() throws {
        for endpoint in Catalogue.all.endpoints {
            guard let lookup = endpoint.lookup else { continue }
            let creation = try #require(Creation(endpoint, in: .all), "\(endpoint.id)")
            let named = JSONObject(lookup.identifyingFields.map { ($0, .string("x")) })
            let sent = try #require(SentObject(JSONValue.object(named).encoded(), lookup, idField: creation.idField))
            #expect(try creation.request(for: sent, cursor: nil).mutates == false)
            for name in lookup.identifyingFields {
                #expect(endpoint.parameter(name)?.isRequired == true, "\(endpoint.id) \(name)")
            }
            guard case .page(let items, _) = creation.list.result else { continue }
            for name in lookup.identifyingFields + lookup.whenNew.map(\.name) {
                #expect(items.field(name) != nil, "\(name)")
            }
            // Of a group its answers show nothing that tells a new one: that its key is one of the caller's own has to do.
            let isGroup = ["mutexes", "holdouts"].contains(endpoint.resource)
            #expect(lookup.whenNew.contains { $0.mustShow } != isGroup, "\(endpoint.id): nothing tells a new one")
        }
        // A deployment's label need not be its own, and what has no id of its own cannot be looked for.
        let creates = Catalogue.all.endpoints.filter { !$0.isIdempotent && $0.lookup == nil }
        #expect(
            Set(creates.map(\.id)) == [
                "deployments.create", "flags.variants.create", "experiments.variants.create",
                "flags.variants.users.remove", "experiments.variants.users.remove",
            ], "a call that must not be sent twice needs a lookup")
    }

    private static let made: JSONObject = [
        "id": "7", "projectId": "1", "key": "k", "name": "k", "description": "", "enabled": false, "state": "planning",
        "startDate": .null, "endDate": .null, "deployments": [], "bucketingKey": "amplitude_id",
        "variants": [["key": "control"], ["key": "treatment"]], "rolloutWeights": ["control": 1, "treatment": 1],
        "targetSegments": [], "stickyBucketing": false,
    ]

    private func compareExperiment(_ sent: String = "", _ change: (inout JSONObject) -> Void) throws
        -> SentObject.Comparison
    {
        let lookup = try #require(Catalogue.all.endpoint(id: "experiments.create", generation: .beta)?.lookup)
        let body = Array(#"{"projectId": "1", "key": "k"\#(sent)}"#.utf8)
        var found = Self.made
        change(&found)
        return try #require(SentObject(body, lookup, idField: "id")).compare(.object(found))
    }

    /// field/attack 1: an experiment that was there before has what a new one cannot have.
    @Test(
        arguments: [
            ("enabled", true), ("enabled", .null), ("state", "running"), ("state", "analyzing"), ("state", .null),
            ("startDate", "2026-01-01"), ("endDate", "2026-01-01"), ("name", "Checkout"), ("description", "d"),
            ("deployments", ["1"]), ("targetSegments", [["name": "s", "conditions": [], "percentage": 0]]),
            ("rolloutWeights", ["control": 1, "treatment": 9]), ("rolloutWeights", ["control": 2, "treatment": 2]),
            ("variants", [["key": "control"], ["key": "other"]]), ("variants", [["key": "control"]]),
            ("variants", [["key": "control"], ["key": "treatment", "payload": "1"]]),
            ("bucketingKey", "user_id"), ("stickyBucketing", true),
        ] as [(String, JSONValue)])
    func whatIsNotNewIsNotWhatWasMade(_ field: String, _ value: JSONValue) throws {
        #expect(try compareExperiment { $0[field] = value } == .different([field]))
    }

    @Test func aNewExperimentIsWhatWasMade() throws {
        #expect(try compareExperiment { _ in } == .same)
        for field in Self.made.map(\.key) where !["projectId", "key"].contains(field) {
            let isDecisive = field == "enabled" || field == "state"
            #expect(try compareExperiment { $0[field] = nil } == (isDecisive ? .different([field]) : .same), "\(field)")
        }
        #expect(try compareExperiment { $0["name"] = "" } == .same)
        #expect(
            try compareExperiment(#", "rolloutWeights": {"control": 3}"#) {
                $0["rolloutWeights"] = ["control": 3, "treatment": 1]
            } == .same)
    }

    @Test(
        arguments: [
            (#", "rolloutWeights": {"control": 1}"#, "rolloutWeights", ["control": 1, "treatment": 9]),
            (#", "variants": [{"key": "a"}]"#, "variants", [["key": "a", "payload": ["x": 1]]]),
            (#", "variants": [{"key": "a", "payload": "1"}]"#, "variants", [["key": "a"]]),
            (#", "variants": [{"key": "a"}]"#, "variants", [["key": "a", "description": "d"]]),
            (#", "targetSegments": [{"name": "s"}]"#, "targetSegments", [["name": "s", "percentage": 50]]),
            (#", "targetSegments": [{"name": "s", "percentage": 50}]"#, "targetSegments", [["name": "s"]]),
            (#", "targetSegments": []"#, "targetSegments", [["name": "s"]]),
        ] as [(String, String, JSONValue)])
    func whatWasNotSaidInsideIsWhatANewOneHas(_ sent: String, _ field: String, _ found: JSONValue) throws {
        #expect(
            try compareExperiment(sent) {
                if sent.contains("variants") { $0["rolloutWeights"] = ["a": 1] }
                $0[field] = found
            } == .different([field]))
    }
}
