import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct AnswerJudgeTests {
    private func endpoint(_ id: String) throws -> Endpoint {
        try #require(Catalogue.all.endpoint(id: id, generation: .beta))
    }

    private func read(_ body: String, _ request: APIRequest) -> APIError? {
        switch ResponseReader.read(.json(body), for: request) {
        case .success: nil
        case .failure(let error): error
        }
    }

    @Test(
        arguments: [
            (#"{"id":"5"}"#, nil), (#"{"id":5}"#, nil), (#"{"a":{"id":"6"},"id":"5","b":[{"id":"7"}]}"#, nil),
            (#"{"\u0069d":"5"}"#, nil), (#"{"id":"5","error":null}"#, nil),
            (#"{"id":"6","id":"5"}"#, nil), (#"{"id":"5","id":"6"}"#, #"the answer is about the id "6", not "5""#),
            (#"{"id":"5","id":null}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":"6"}"#, #"the answer is about the id "6", not "5""#),
            (#"{"id":6}"#, #"the answer is about the id "6", not "5""#),
            (#"{"key":"5"}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":null}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":{"id":"5"}}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"experiments":[{"id":"5"}]}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":""}"#, #"the answer has no id, "5" was asked for"#),
            (#"[{"id":"5"}]"#, "expected a JSON object, got an array"),
            (#"{"id":"5","error":"half of it"}"#, "the answer says that it failed: half of it"),
        ] as [(String, String?)])
    func anObjectIsTheOneThatWasAskedFor(_ body: String, _ problem: String?) throws {
        let request = try RequestBuilder.request(for: endpoint("experiments.get"), pathArguments: ["id": "5"])
        let error = read(body, request)
        #expect(error?.message == problem)
        if problem != nil { #expect(error?.kind == .decode) }
    }

    @Test(
        arguments: [
            (#"{"id":"9","projectId":"1","key":"k"}"#, nil), (#"{"id":"9","url":"u"}"#, nil),
            (#"{"id":9,"projectId":1,"key":"k"}"#, nil), (#"{"id":"9","key":null}"#, nil),
            (#"{"projectId":1,"key":"k"}"#, "the answer has no id"), ("{}", "the answer has no id"),
            (#"{"id":null}"#, "the answer has no id"), (#"{"id":"","key":"k"}"#, "the answer has no id"),
            (#"{"id":true}"#, "the answer has no id"), (#"{"id":1.5}"#, "the answer has no id"),
            (#"{"id":"9","projectId":"1","key":"other"}"#, #"the answer is about the key "other", not "k""#),
            (#"{"id":"9","projectId":"2","key":"k"}"#, #"the answer is about the projectId "2", not "1""#),
            (#"{"id":"9","key":["k"]}"#, "the key of the answer is an array"),
            (#"{"error":"not done"}"#, "the answer says that it failed: not done"),
            (#"{"id":"9","status":"error"}"#, #"the answer says that it failed: {"id":"9","status":"error"}"#),
            ("[]", "expected a JSON object, got an array"),
        ] as [(String, String?)])
    func aCreateIsAnsweredWithWhatItSent(_ body: String, _ problem: String?) throws {
        let request = try RequestBuilder.request(
            for: endpoint("experiments.create"), body: Array(#"{"projectId":"1","key":"k"}"#.utf8))
        let error = read(body, request)
        #expect(error?.message == problem)
        if problem != nil { #expect(error?.outcome == .unknown) }
    }

    @Test func theAnswerOfACreateIsCheckedToItsEnd() throws {
        let request = try RequestBuilder.request(
            for: endpoint("experiments.create"), body: Array(#"{"projectId":"1","key":"k"}"#.utf8))
        #expect(read(#"{"projectId":"1","key":"k","#, request)?.message.contains("not valid JSON") == true)
    }

    /// field/attack 2: what a 200 may hold, against what acknowledges an action.
    @Test(
        arguments: [
            ("", true), (" \n", true), ("OK", true), ("ok", true), ("OK\r\n", true), (#""OK""#, true), (#""ok""#, true),
            ("true", true), ("null", true), ("{}", true), (#"{"id":"5"}"#, true), (#"{"error":null}"#, true),
            (#"{"success":true}"#, true), (#"{"ok":true}"#, true), (#"{"status":"ok"}"#, true),
            (#"{"status":"running"}"#, true), (#"{"status":200}"#, true), (#"{"nested":{"error":"x"}}"#, true),
            ("false", false), ("0", false), ("1", false), ("[]", false), ("[true]", false), (#""FAILED""#, false),
            (#""""#, false), ("Ok", false), ("FAILED", false), ("done", false), ("<html>", false),
            (#"{"error":"x"}"#, false), (#"{"error":""}"#, false), (#"{"error":{}}"#, false),
            (#"{"errors":[]}"#, false),
            (#"{"Error":"x"}"#, false), (#"{"ERRORS":["x"]}"#, false), (#"{"success":false}"#, false),
            (#"{"ok":false}"#, false), (#"{"Ok":false}"#, false), (#"{"status":"error"}"#, false),
            (#"{"status":"failed"}"#, false), (#"{"status":"FAILURE"}"#, false), (#"{"Status":"Failed"}"#, false),
            (#"{"ok":true,"ok":false}"#, false), ("{\"a\":", false), ("{} {}", false),
        ] as [(String, Bool)])
    func anActionIsAcknowledgedByWhatSaysSo(_ body: String, _ good: Bool) throws {
        for id in ["experiments.activate", "experiments.deactivate", "experiments.set_rollout_weights"] {
            let request = try RequestBuilder.request(for: endpoint(id), pathArguments: ["id": "5"])
            let error = read(body, request)
            #expect((error == nil) == good, "\(id): \(error?.message ?? "believed")")
            if !good { #expect(error?.kind == .decode && error?.outcome == .unknown) }
        }
    }

    @Test(arguments: [
        "null", "true", #""OK""#, "0", "OK", "", "<html>",
    ])
    func aPageIsAContainer(_ body: String) throws {
        #expect(read(body, try RequestBuilder.request(for: endpoint("experiments.list")))?.kind == .decode)
    }

    @Test func theItemsOfALookupAreObjectsAndItsPageSaysNoFailure() throws {
        func items(_ text: String) throws -> Int? {
            AnswerJudge.items(of: try JSONValue(parsing: text.utf8), wrapper: "x")?.count
        }
        #expect(try items(#"{"x":[{},{"id":1}],"nextCursor":null}"#) == 2)
        #expect(try items(#"{"x":[]}"#) == 0)
        for text in [#"{"x":[1]}"#, #"{"x":{}}"#, "{}", "[]", #"{"x":[],"error":"half"}"#, #"{"x":[],"ok":false}"#] {
            #expect(try items(text) == nil, "\(text)")
        }
    }

    /// What the request of an endpoint that answers an object with an id believes, every such endpoint must.
    @Test func everyObjectThatHasAnIDMustShowIt() {
        for endpoint in Catalogue.all.endpoints {
            guard case .object(let type) = endpoint.result else { continue }
            let names = [type.kind?.tellingField].compactMap { $0 }
            #expect(endpoint.result.success.required == names, "\(endpoint.id)")
            #expect((type.field("id") != nil) == (names == ["id"]), "\(endpoint.id)")
            #expect(!names.isEmpty, "\(endpoint.id)")
        }
    }

    @Test(
        arguments: [
            (#"{"version":3}"#, nil), (#"{"version":4}"#, #"the answer is about the version "4", not "3""#),
            ("{}", #"the answer has no version, "3" was asked for"#),
        ] as [(String, String?)])
    func aVersionIsTheOneThatWasAskedFor(_ body: String, _ problem: String?) throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: "flags.versions.get", generation: .v1))
        let request = try RequestBuilder.request(for: endpoint, pathArguments: ["id": "7", "versionId": "3"])
        #expect(read(body, request)?.message == problem)
    }

    @Test(arguments: [("[]", true), (#" ["a"]"#, true), ("{}", false), (#""a""#, false), ("OK", false), ("", false)])
    func aListThatComesWholeIsAnArray(_ body: String, _ isBelieved: Bool) throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: "flags.variants.users.list", generation: .v1))
        let request = try RequestBuilder.request(for: endpoint, pathArguments: ["id": "7", "variantKey": "on"])
        #expect((read(body, request) == nil) == isBelieved)
    }

    @Test func aMixedUpAnswerEndsItsConnectionAndIsNotAskedForAgain() throws {
        let bench = try ClientBench()
        bench.perform(try RequestBuilder.request(for: endpoint("experiments.get"), pathArguments: ["id": "5"]))
        bench.answer(.success(.json(#"{"id":"6"}"#)))
        #expect(bench.error?.kind == .decode)
        #expect(bench.transport.drops == 1)
        #expect(bench.transport.attempts.count == 1)
        bench.perform(try RequestBuilder.request(for: endpoint("experiments.get"), pathArguments: ["id": "5"]))
        bench.answer(.success(.json(#"{"id":"5"}"#)))
        #expect(bench.transport.drops == 1)
    }
}
