import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct AnswerOwnerTests {
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
            (#"{"\u0069d":"5"}"#, nil), (#"{"id":"5","broken":"#, nil),
            (#"{"id":"6"}"#, #"the answer is about the id "6", not "5""#),
            (#"{"id":6}"#, #"the answer is about the id "6", not "5""#),
            (#"{"key":"5"}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":null}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"id":{"id":"5"}}"#, #"the answer has no id, "5" was asked for"#),
            (#"{"experiments":[{"id":"5"}]}"#, #"the answer has no id, "5" was asked for"#),
            (#"[{"id":"5"}]"#, #"the answer has no id, "5" was asked for"#),
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
            (#"{"projectId":1,"key":"k"}"#, nil),
            (#"{"projectId":"1","key":"other"}"#, #"the answer is about the key "other", not "k""#),
            (#"{"projectId":"2","key":"k"}"#, #"the answer is about the projectId "2", not "1""#),
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
