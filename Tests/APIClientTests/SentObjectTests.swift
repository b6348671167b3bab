import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct SentObjectTests {
    private static let lookup = Lookup(in: "x.list", by: ["projectId", "key"], falseWhenNew: ["enabled"])

    private func compare(_ sent: String, _ found: String) throws -> SentObject.Comparison {
        let names = #""projectId": "1", "key": "k""#
        let object = try #require(SentObject(Array("{\(names)\(sent)}".utf8), Self.lookup))
        return object.compare(try JSONValue(parsing: "{\(names)\(found)}".utf8))
    }

    @Test(arguments: [
        (#""projectId": "2", "key": "k""#), (#""projectId": "1", "key": "K""#), (#""projectId": "1""#),
        (#""key": "k""#), (#""projectId": null, "key": "k""#), (#""projectId": "1", "key": ["k"]"#),
    ])
    func anotherNameIsAnotherObject(_ found: String) throws {
        let sent = try #require(SentObject(Array(#"{"projectId": "1", "key": "k"}"#.utf8), Self.lookup))
        #expect(sent.compare(try JSONValue(parsing: "{\(found)}".utf8)) == .other)
    }

    @Test func anIDMayBeAnsweredAsANumber() throws {
        let sent = try #require(SentObject(Array(#"{"projectId": "1", "key": "k"}"#.utf8), Self.lookup))
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
        #expect(SentObject(body.map { Array($0.utf8) }, Self.lookup) == nil)
    }

    @Test func everyLookupOfTheCatalogueCanBeServed() throws {
        for endpoint in Catalogue.all.endpoints {
            guard let lookup = endpoint.lookup else { continue }
            let creation = try #require(Creation(endpoint, in: .all), "\(endpoint.id)")
            #expect(creation.request(cursor: nil)?.mutates == false)
            for name in lookup.identity {
                #expect(endpoint.parameter(name)?.isRequired == true, "\(endpoint.id) \(name)")
            }
            guard case .page(let items, _) = creation.list.result else { continue }
            for name in lookup.identity + lookup.falseWhenNew { #expect(items.field(name) != nil, "\(name)") }
        }
        let creates = Catalogue.all.endpoints.filter { !$0.isIdempotent && $0.lookup == nil }
        #expect(creates.isEmpty, "a call that must not be sent twice needs a lookup")
    }
}
