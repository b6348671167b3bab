import Changes
import JSON
import ManagementAPI
import Testing

/// What counts as a difference, and what does not.
struct DifferenceTests {
    private func lines(
        _ before: String, _ after: String, _ relation: Difference.Relation = .states, _ generation: Generation = .v1,
        to other: Generation? = nil, resource: String = "experiments", sign: DifferenceText.Sign = .change
    ) throws -> [String] {
        let mine = try #require(Catalogue.all.objectType(of: resource, generation: generation))
        let others = try #require(Catalogue.all.objectType(of: resource, generation: other ?? generation))
        let found = Difference.between(
            try #require(JSONValue(parsing: Array(before.utf8)).objectValue), of: mine,
            try #require(JSONValue(parsing: Array(after.utf8)).objectValue), of: others, as: relation)
        return DifferenceText(sign: sign).lines(of: found).map { line in
            line.replacing(#/ {4,}/#, with: " | ")
        }
    }

    @Test(arguments: [
        // The order of fields and of what is a set.
        (#"{"key": "a", "enabled": true}"#, #"{"enabled": true, "key": "a"}"#),
        (#"{"deployments": ["1", "2"], "tags": ["x", "y"]}"#, #"{"tags": ["y", "x"], "deployments": ["2", 1, "1"]}"#),
        (
            #"{"targetSegments": [{"conditions": [{"prop": "a", "values": ["1", "2"]}, {"prop": "b", "values": []}]}]}"#,
            #"{"targetSegments": [{"conditions": [{"prop": "b"}, {"prop": "a", "values": ["2", "1"]}]}]}"#
        ),
        (#"{"variants": [{"key": "a"}, {"key": "b"}]}"#, #"{"variants": [{"key": "b"}, {"key": "a"}]}"#),
        // Numbers, however they are written.
        (#"{"rolloutPercentage": 50}"#, #"{"rolloutPercentage": 50.0}"#),
        (#"{"rolloutWeights": {"a": 1, "b": 2.0}}"#, #"{"rolloutWeights": {"b": 2, "a": 1.0}}"#),
        // What is not there.
        (#"{"description": "", "tags": [], "decision": null}"#, #"{}"#),
        (#"{"targetSegments": [{"percentage": 0, "name": ""}]}"#, #"{"targetSegments": [{}]}"#),
        (#"{"enabled": false, "bucketingKey": "amplitude_id", "state": "planning"}"#, #"{}"#),
        (#"{"key": "a", "name": "a"}"#, #"{"key": "a"}"#),
        // A payload, and the text of it.
        (
            #"{"variants": [{"key": "a", "payload": "{\"x\": [1, {\"y\": 2}]}"}]}"#,
            #"{"variants": [{"key": "a", "payload": {"x": [1.0, {"y": 2}]}}]}"#
        ),
        // What the service keeps.
        (
            #"{"lastModifiedAt": "2026-01-01", "lastModifiedBy": "a@example.com", "createdBy": "b@example.com"}"#,
            #"{"lastModifiedAt": "2026-02-01"}"#
        ),
        // A member without a weight has none.
        (#"{"rolloutWeights": {"a": 1, "b": 0}}"#, #"{"rolloutWeights": {"a": 1}}"#),
    ])
    func isNone(_ before: String, _ after: String) throws {
        #expect(try lines(before, after) == [])
        #expect(try lines(after, before) == [])
    }

    @Test(arguments: [
        (
            #"{"id": "1", "projectId": "7", "bucketingSalt": "a"}"#,
            #"{"id": "2", "projectId": "8", "bucketingSalt": "b"}"#
        ),
        (#"{"rolloutWeights": {"a": 1, "b": 2}}"#, #"{"rolloutWeights": {"b": 200, "a": 100}}"#),
        (#"{"deployments": ["1", "2"]}"#, #"{"deployments": ["8", "9"]}"#),
        (#"{"key": "a", "name": "a"}"#, #"{"key": "a"}"#),
        (
            #"{"rolloutWeights": {"a": 3}, "targetSegments": [{"rolloutWeights": {"a": 1}}]}"#,
            #"{"rolloutWeights": {"a": 3}, "targetSegments": [{}]}"#
        ),
        (#"{"parentDependencies": {"flags": {"1": ["on"]}, "operator": "all"}}"#, #"{"parentDependencies": null}"#),
    ])
    func isNoneBetweenCounterparts(_ before: String, _ after: String) throws {
        #expect(try lines(before, after, .counterparts) == [])
        #expect(try lines(after, before, .counterparts) == [])
    }

    @Test func whatOneGenerationCannotSayIsNoDifference() throws {
        let v1 =
            #"{"key": "a", "rolloutPercentage": 50, "tags": ["x"], "variants": [{"key": "v", "payload": {"x": 1}}]}"#
        let beta = #"{"key": "a", "variants": [{"key": "v", "payload": "{\"x\":1}"}], "enabled": false}"#
        #expect(try lines(v1, beta, .counterparts, .v1, to: .beta) == [])
        #expect(try lines(beta, v1, .counterparts, .beta, to: .v1) == [])
        let other = beta.replacing(#"\"x\":1"#, with: #"\"x\":2"#).replacing("false", with: "true")
        #expect(
            try lines(v1, other, .counterparts, .v1, to: .beta)
                == ["enabled | false → true", "variants.v.payload.x | 1 → 2"])
    }

    @Test(
        arguments: [
            (#"{"enabled": true}"#, #"{"enabled": false}"#, ["enabled | true → false"]),
            (#"{}"#, #"{"enabled": true}"#, ["enabled | false → true"]),
            (#"{"rolloutPercentage": 0}"#, #"{"rolloutPercentage": 12.5}"#, ["rolloutPercentage | 0 → 12.5 %"]),
            (#"{"description": "Daily cap"}"#, #"{"description": ""}"#, [#"description | "Daily cap" → """#]),
            (#"{"name": "a\u001b[31m"}"#, #"{"name": "b"}"#, [#"name | "a\u001b[31m" → b"#]),
            // Equal for a Swift string, and other texts all the same.
            ("{\"name\": \"\u{E9}x\"}", "{\"name\": \"e\u{301}x\"}", ["name | \u{E9}x → \u{22}e\u{301}x\u{22}"]),
            (#"{"tags": ["a", "b"]}"#, #"{"tags": ["b", "c"]}"#, ["tags | + c   - a"]),
            (#"{"deployments": ["1"]}"#, #"{"deployments": ["1", "2"]}"#, ["deployments | + 2"]),
            (
                #"{"rolloutWeights": {"control": 50, "treatment": 50}}"#,
                #"{"rolloutWeights": {"control": 0, "treatment": 100}}"#,
                ["rolloutWeights | control 50 → 0   treatment 50 → 100"]
            ),
            (
                #"{"variants": [{"key": "b"}, {"key": "a"}], "rolloutWeights": {"a": 1, "b": 3}}"#,
                #"{"variants": [{"key": "b"}, {"key": "a"}], "rolloutWeights": {"a": 1, "b": 1}}"#,
                ["rolloutWeights | b 3 → 1   75/25 → 50/50 %"]
            ),
            (
                #"{"rolloutWeights": {"a": 1, "b": 1}}"#, #"{"rolloutWeights": {"a": 1, "b": 2}}"#,
                ["rolloutWeights | b 1 → 2   50/50 → 33.3/66.7 %"]
            ),
            (
                #"{"variants": [{"key": "a"}]}"#, #"{"variants": [{"key": "a", "name": "A"}, {"key": "weekly"}]}"#,
                ["variants.a.name | - → A", "variants[2] | - → weekly"]
            ),
            (
                #"{"variants": [{"key": "a", "payload": {"l": "Buy", "n": 1}}]}"#,
                #"{"variants": [{"key": "a", "payload": {"l": "Buy now", "n": 1}}]}"#,
                [#"variants.a.payload.l | Buy → "Buy now""#]
            ),
            (#"{"odd": 1}"#, #"{"odd": {"x": 1}}"#, [#"odd | 1 → {"x":1}"#]),
        ] as [(String, String, [String])])
    func isSaid(_ before: String, _ after: String, _ expected: [String]) throws {
        #expect(try lines(before, after) == expected)
    }

    private static let norway =
        #"{"name": "Norway", "conditions": [{"prop": "country", "op": "is", "values": ["NO"]}]}"#
    private static let staff = #"{"name": "Staff", "percentage": 100}"#
    private static let rest = #"{"percentage": 5}"#

    @Test(arguments: [
        // One more in front is one more, not every other one changed.
        ([norway, staff], [rest, norway, staff], [#"targetSegments[1] | - → {"percentage":5}"#]),
        ([norway, rest, staff], [norway, staff], [#"targetSegments[2] | {"percentage":5} → -"#]),
        ([norway, staff], [staff, norway], ["targetSegments[1] | place 1 → 2"]),
        (
            [norway, staff], [norway.replacing("\"NO\"", with: "\"NO\", \"SE\""), staff],
            ["targetSegments[1].conditions[1].values | + SE"]
        ),
        // By the name, though another one stands there.
        (
            [norway, staff, rest], [staff.replacing("100", with: "50"), norway, rest],
            ["targetSegments[2].percentage | 100 → 50 %"]
        ),
        ([rest], [rest.replacing("5", with: "6")], ["targetSegments[1].percentage | 5 → 6 %"]),
        (
            [norway],
            [norway.replacing("}]", with: "}, {\"prop\": \"os\", \"op\": \"is not\", \"values\": [\"ios\"]}]")],
            ["targetSegments[1].conditions[2] | - → os is not ios"]
        ),
    ])
    func segmentsAreComparedByPlaceAndContent(_ before: [String], _ after: [String], _ expected: [String]) throws {
        let list: ([String]) -> String = { "{\"targetSegments\": [\($0.joined(separator: ", "))]}" }
        #expect(try lines(list(before), list(after)) == expected)
        #expect(try lines(list(before), list(before)) == [])
    }

    @Test func onlyTheFieldsThatAreAskedForAreLookedAt() throws {
        let type = try #require(Catalogue.all.objectType(of: "experiments", generation: .v1))
        let found = Difference.between(
            ["enabled": true, "name": "a", "odd": 1], ["enabled": false, "name": "b", "odd": 2], of: type,
            fields: ["name", "odd"])
        #expect(found.map(\.label) == ["name", "odd"])
        #expect(found.first?.field == "name")
        #expect(found.first?.before == "a")
        #expect(found.first?.after == "b")
    }

    @Test func oneObjectHasOneIDAndOneBeginning() throws {
        let type = try #require(Catalogue.all.objectType(of: "experiments", generation: .v1))
        func relation(_ before: JSONObject, _ after: JSONObject) -> Difference.Relation {
            Difference.relation(of: before, type, to: after, type)
        }
        #expect(relation(["id": "1", "createdAt": "x"], ["id": 1, "createdAt": "x"]) == .states)
        #expect(relation(["id": "1"], ["id": "2"]) == .counterparts)
        #expect(relation(["id": "1", "createdAt": "x"], ["id": "1", "createdAt": "y"]) == .counterparts)
        #expect(relation(["id": "1", "projectId": "1"], ["id": "1", "projectId": "2"]) == .counterparts)
        #expect(relation(["key": "a"], ["key": "a"]) == .counterparts)
    }

    @Test func valuesOfNoTypeAreComparedToo() {
        let found = Difference.between(["a": [1, 2], "b": 1], ["a": [2, 1], "b": 1.0])
        #expect(DifferenceText(sign: .difference).lines(of: found) == ["a    [1,2] ≠ [2,1]"])
        #expect(DifferenceText().lines(of: Difference.between(1, "x")) == ["1 → x"])
    }

    @Test func listsAreComparedByLabel() throws {
        let type = try #require(Catalogue.all.objectType(of: "experiments", generation: .v1))
        let before: [JSONObject] = [
            ["id": "1", "projectId": "1", "key": "a", "enabled": true], ["id": "2", "projectId": "1", "key": "b"],
            ["id": "3", "projectId": "1", "key": "c"],
        ]
        let after: [JSONObject] = [
            ["id": "9", "projectId": "2", "key": "d"], ["id": "8", "projectId": "2", "key": "c"],
            ["id": "7", "projectId": "2", "key": "a", "enabled": false],
        ]
        let found = Difference.between(before, of: type, after, of: type)
        #expect(found.map(\.label) == ["a", "b", "d"])
        guard case .changed(let fields, .counterparts)? = found.first?.change else {
            Issue.record("\(found)")
            return
        }
        #expect(fields.map(\.label) == ["enabled"])
        #expect(found[1].change == .removed(before[1]))
        #expect(found[2].change == .added(after[0]))
        // One key in two projects: the project tells which.
        let both = before + after
        #expect(Difference.between(both, of: type, both.reversed(), of: type) == [])
    }
}
