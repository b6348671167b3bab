import JSON
import Sandbox
import Testing

struct ExperimentChangeTests {
    /// The experiment as it is now.
    static func experiment(_ id: String, _ asker: Asker) async throws -> JSONObject {
        try #require(try await asker.get("/experiments/\(id)").json.objectValue)
    }

    @Test(arguments: Way.allCases, [("activate", true), ("deactivate", false)])
    func anActionChangesEnabledAndNothingElse(_ way: Way, _ action: (name: String, enabled: Bool)) async throws {
        try await way.reach { asker in
            // Active and inactive, and two of them in states where that is a surprise.
            for id in ["26352", "26369", "26211", "31107"] {
                var expected = try await Self.experiment(id, asker)
                expected["enabled"] = .bool(action.enabled)
                for _ in 1...2 {
                    let answer = try await asker.post("/experiments/\(id)/\(action.name)")
                    #expect(answer.status == 200)
                    #expect(answer.text == #""OK""#)
                    #expect(try await Self.experiment(id, asker) == expected)
                }
            }
        }
    }

    @Test(arguments: Way.allCases)
    func weightsAreMerged(_ way: Way) async throws {
        try await way.reach { asker in
            let path = "/experiments/26317"
            var expected = try await Self.experiment("26317", asker)
            #expect(expected["rolloutWeights"] == ["control": 50, "similar": 25, "bought-with": 25])
            let steps: [(JSONValue, JSONValue)] = [
                (["similar": 0], ["control": 50, "similar": 0, "bought-with": 25]),
                ([:], ["control": 50, "similar": 0, "bought-with": 25]),
                (
                    ["bought-with": 0, "control": 0, "similar": 9_007_199_254_740_993],
                    ["control": 0, "similar": 9_007_199_254_740_993, "bought-with": 0]
                ),
                (["similar": 0], ["control": 0, "similar": 0, "bought-with": 0]),
            ]
            for (weights, after) in steps {
                let answer = try await asker.post(path + "/rollout-weights", ["rolloutWeights": weights])
                #expect(answer.status == 200)
                expected["rolloutWeights"] = after
                #expect(try await Self.experiment("26317", asker) == expected)
            }
        }
    }

    @Test(arguments: [
        ("", "rolloutWeights"), ("{}", "rolloutWeights"), (#"{"rolloutWeights":null}"#, "rolloutWeights"),
        (#"{"rolloutWeights":[]}"#, "rolloutWeights"), (#"{"rolloutWeights":{"control":-1}}"#, "control"),
        (#"{"rolloutWeights":{"control":1.0}}"#, "control"), (#"{"rolloutWeights":{"control":"1"}}"#, "control"),
        (#"{"rolloutWeights":{"control":1e400}}"#, "JSON"), (#"{"rolloutWeights":{"off":1}}"#, "off"),
        (#"{"rolloutWeights":{"control":1,"Similar":1}}"#, "Similar"), (#"{"weights":{"control":1}}"#, "weights"),
        (#"{"control":1}"#, "control"), ("[]", "object"),
    ])
    func weightsThatDoNotFitAreRefusedWhole(_ body: String, _ name: String) async throws {
        try await Way.inProcess.reach { asker in
            let before = try await Self.experiment("26317", asker)
            let answer = try await asker.post("/experiments/26317/rollout-weights", text: body)
            #expect(answer.status == 400)
            #expect(answer.message.contains(name), "\(answer.message)")
            #expect(try await Self.experiment("26317", asker) == before)
        }
    }

    @Test func anActionTakesNoFields() async throws {
        try await Way.inProcess.reach { asker in
            #expect(try await asker.post("/experiments/26317/activate", [:]).status == 200)
            let answer = try await asker.post("/experiments/26317/activate", ["enabled": true])
            #expect(answer.status == 400)
            #expect(answer.message.contains("enabled"))
            #expect(try await asker.post("/experiments/26317/activate?force=1").status == 400)
        }
    }

    @Test(arguments: Way.allCases, EmulatorSettings.UnknownIDStatus.allCases)
    func anUnknownIDIsRefusedEverywhere(_ way: Way, _ status: EmulatorSettings.UnknownIDStatus) async throws {
        var settings = EmulatorSettings()
        settings.unknownID = status
        try await way.reach(settings: settings) { asker in
            let ids = [
                "1", "0", "-26317", "026317", "99999999999999999999", "search-ranker", "new", "%32%36%33%31%37x",
                "%F0%9F%92%A9",
                "26317%2Factivate", "%00",
            ]
            for id in ids {
                #expect(try await asker.get("/experiments/\(id)").status == status.rawValue, "\(id)")
                #expect(try await asker.post("/experiments/\(id)/activate").status == status.rawValue, "\(id)")
                #expect(try await asker.post("/experiments/\(id)/deactivate").status == status.rawValue, "\(id)")
                let weights = try await asker.post(
                    "/experiments/\(id)/rollout-weights", ["rolloutWeights": ["control": 1]])
                #expect(weights.status == status.rawValue, "\(id)")
            }
            // Percent-encoding is resolved once.
            #expect(try await asker.get("/experiments/%32%36%33%31%37").status == 200)
            #expect(try await asker.get("/experiments/%2532").status == status.rawValue)
        }
    }

    @Test(arguments: EmulatorSettings.AcknowledgementStyle.allCases)
    func everyAcknowledgementOfTheSettings(_ style: EmulatorSettings.AcknowledgementStyle) async throws {
        var settings = EmulatorSettings()
        settings.acknowledgement = style
        let expected: (body: String, type: String?) =
            switch style {
            case .jsonOK: (#""OK""#, "application/json")
            case .textOK: ("OK", "text/plain; charset=utf-8")
            case .textok: ("ok", "text/plain; charset=utf-8")
            case .empty: ("", nil)
            case .object: (#"{"status":"OK"}"#, "application/json")
            case .null: ("null", "application/json")
            }
        for way in Way.allCases {
            try await way.reach(settings: settings) { asker in
                for path in ["/experiments/26317/activate", "/experiments/26317/deactivate"] {
                    let answer = try await asker.post(path)
                    #expect(answer.status == 200)
                    #expect(answer.text == expected.body)
                    #expect(answer.header("content-type") == expected.type)
                }
                let answer = try await asker.post("/experiments/26317/rollout-weights", ["rolloutWeights": [:]])
                #expect(answer.text == expected.body)
            }
        }
    }
}
