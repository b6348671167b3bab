import JSON
import Testing

@testable import Sandbox

/// The variants of flags and experiments, which lie in their objects.
struct VariantTests {
    private static let experiment = "/experiments/26317"

    @Test(arguments: Way.allCases)
    func aVariantIsShownWithItsWeightAndNothingLeftOut(_ way: Way) async throws {
        try await way.reach { asker in
            let ask = V1Asker(asker, Self.experiment)
            #expect(
                try await ask.get("/variants/control") == [
                    "key": "control", "name": "", "payload": [:], "description": "", "rolloutWeight": 50,
                ])
            let list = try #require(try await ask.get("/variants").arrayValue)
            #expect(list.map { $0["key"] } == ["control", "similar", "bought-with"])
            #expect(list[1]["payload"]?.stringValue?.contains("similar") == true && list[1]["rolloutWeight"] == 25)
        }
    }

    @Test(arguments: Way.allCases)
    func anEditOfAVariantChangesItInTheObject(_ way: Way) async throws {
        try await way.reach { asker in
            let ask = V1Asker(asker, Self.experiment)
            let before = try #require(try await ask.get().objectValue)
            let edit: JSONValue = ["name": "Alike", "payload": ["count": 5], "rolloutWeight": 0.5]
            #expect(try await ask.patch("/variants/similar", edit).text == "OK")
            var expected = before
            expected["variants"] = [
                ["key": "control"], ["key": "similar", "payload": ["count": 5], "name": "Alike"],
                before["variants"]?[2] ?? nil,
            ]
            expected["rolloutWeights"] = ["control": 50, "similar": 0.5, "bought-with": 25]
            for name in ["lastModifiedBy", "lastModifiedAt"] { expected[name] = try await ask.get()[name] }
            #expect(try await ask.get() == .object(expected))
        }
    }

    @Test func anEmptyValueOfAnUnsetFieldChangesNothing() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.experiment)
            let before = try await ask.get()
            let empty: JSONValue = ["name": "", "description": "", "payload": [:]]
            #expect(try await ask.patch("/variants/control", empty).status == 200)
            #expect(try await ask.get() == before)
        }
    }

    @Test func aNewKeyIsFollowedByWeightsSegmentsAndInclusions() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/experiments/26301")
            let users = try await ask.get("/variants/treatment/users")
            #expect(users.arrayValue?.count == 2)
            #expect(try await ask.patch("/variants/treatment", ["key": "short"]).status == 200)
            let object = try await ask.get()
            #expect(object["variants"]?.arrayValue?.map { $0["key"] } == ["control", "short"])
            #expect(object["rolloutWeights"]?.objectValue?.keys == ["control", "short"])
            #expect(object["targetSegments"]?[0]?["rolloutWeights"]?.objectValue?.keys == ["control", "short"])
            #expect(try await ask.get("/variants/short/users") == users)
            #expect(try await ask.answer("/variants/treatment/users").status == 404)
            // A key that another variant has is refused, and its own is none of those.
            #expect(try await ask.patch("/variants/short", ["key": "control"]).status == 400)
            #expect(try await ask.patch("/variants/short", ["key": "short"]).status == 200)
        }
    }

    @Test(arguments: Way.allCases)
    func aVariantIsAddedAtTheEndWithWeightZero(_ way: Way) async throws {
        try await way.reach { asker in
            let ask = V1Asker(asker, Self.experiment)
            #expect(try await ask.post("/variants", ["key": "bold", "payload": [700, nil]]).text == "OK")
            #expect(try await ask.get()["variants"]?[3] == ["key": "bold", "payload": [700, nil]])
            #expect(try await ask.get()["rolloutWeights"]?["bold"] == 0)
            let again = try await ask.post("/variants", ["key": "bold"])
            #expect(again.status == 400 && again.message.contains("key"))
            #expect(try await ask.post("/variants", ["key": "light", "rolloutWeight": 2.5]).status == 200)
            #expect(try await ask.get("/variants/light")["rolloutWeight"] == 2.5)
            for body in [["key": "off"], ["name": "x"], ["key": "a", "weight": 1], ["key": "a", "rolloutWeight": -1]]
                as [JSONValue]
            {
                #expect(try await ask.post("/variants", body).status == 400)
            }
            #expect(try await ask.get("/variants").arrayValue?.count == 5)
        }
    }

    @Test func aVariantIsRemovedWithAllThatNamesIt() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/experiments/26301")
            #expect(try await ask.delete("/variants/treatment").text == "OK")
            let object = try await ask.get()
            #expect(object["variants"]?.arrayValue?.map { $0["key"] } == ["control"])
            #expect(object["rolloutWeights"]?.objectValue?.keys == ["control"])
            #expect(object["targetSegments"]?[0]?["rolloutWeights"]?.objectValue?.keys == ["control"])
            #expect(try await ask.delete("/variants/treatment").status == 404)
            #expect(try await ask.delete("/variants/control").status == 400)
            // Whoever makes it again begins without its users.
            #expect(try await ask.post("/variants", ["key": "treatment"]).status == 200)
            #expect(try await ask.get("/variants/treatment/users") == [])
        }
    }

    @Test(arguments: ["Control", "contro", "none", "%63ontrolx"])
    func anUnknownVariantIs404Everywhere(_ key: String) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.experiment)
            let path = "/variants/\(key)"
            let answer = try await ask.answer(path)
            #expect(answer.status == 404)
            #expect(try await ask.patch(path, ["name": "x"]).status == 404)
            #expect(try await ask.delete(path).status == 404)
            #expect(try await ask.answer(path + "/users").status == 404)
            #expect(try await ask.post(path + "/users", ["inclusions": ["a"]]).status == 404)
            #expect(try await ask.delete(path + "/users").status == 404)
            #expect(try await ask.delete(path + "/bulk-delete-cohorts", ["users": ["a"]]).status == 404)
            #expect(try await ask.answer("/variants/%63ontrol").status == 200)
        }
    }
}
