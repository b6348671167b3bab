import JSON
import ManagementAPI
import Testing

@testable import APIClient

struct LostCreateTests {
    private static let object: JSONValue = ["id": "7", "projectId": "1", "key": "k", "description": "d"]
    private static let other: JSONValue = ["id": "6", "projectId": "1", "key": "older"]
    private static let changed: JSONValue = ["id": "7", "projectId": "1", "key": "k", "description": "e"]

    private func lost() throws -> LostCreate {
        let body = Array(#"{"projectId": "1", "key": "k", "description": "d"}"#.utf8)
        let sent = try #require(SentObject(body, Lookup(in: "x.list", by: ["projectId", "key"]), idField: "id"))
        let reason = APIError(kind: .network, message: "reset", method: "POST", path: "/x")
        return LostCreate(reason: reason, sent: sent, policy: RetryPolicy())
    }

    @Test func whatTheListHasIsTaken() throws {
        var lost = try lost()
        #expect(lost.firstLost(asked: nil, random: 0.5) == .lookUp(cursor: nil, after: .milliseconds(300)))
        #expect(lost.read(items: [Self.other, Self.object], nextCursor: nil, maySend: true) == .adopt(Self.object))
    }

    @Test func whatTheListDoesNotHaveIsSentOnceMoreAndThenLookedForTwice() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        #expect(lost.read(items: [Self.other], nextCursor: nil, maySend: true) == .sendAgain)
        #expect(lost.secondFailed(asked: nil, random: 0) == .lookUp(cursor: nil, after: .milliseconds(200)))
        #expect(lost.read(items: [], nextCursor: .null, maySend: true) == .lookUp(cursor: nil, after: .seconds(2)))
        #expect(lost.read(items: [], nextCursor: "", maySend: true) == .giveUp(.absent(lookups: 3)))
    }

    @Test func theFirstRequestMayArriveAfterTheLook() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        #expect(lost.read(items: [], nextCursor: nil, maySend: true) == .sendAgain)
        _ = lost.secondFailed(asked: nil, random: 0)
        #expect(lost.read(items: [Self.object], nextCursor: nil, maySend: true) == .adopt(Self.object))
    }

    @Test func aSlowServerIsGivenAnotherLookup() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        #expect(
            lost.read(items: [], nextCursor: nil, maySend: false) == .lookUp(cursor: nil, after: .seconds(2)),
            "nothing may be sent again")
        #expect(lost.read(items: [Self.object], nextCursor: nil, maySend: false) == .adopt(Self.object))
    }

    @Test func anObjectOfTheNameThatIsNotWhatWasSentIsNotTaken() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        #expect(
            lost.read(items: [Self.changed], nextCursor: nil, maySend: true)
                == .giveUp(.different(id: "7", fields: ["description"])))
    }

    @Test func pagesFollowUpToALimitAndEachLookBeginsWithTheNewest() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        for page in 1..<LostCreate.pageLimit {
            let next = lost.read(items: [Self.other], nextCursor: .integer(Int64(page)), maySend: true)
            #expect(next == .lookUp(cursor: "\(page)", after: .zero))
        }
        #expect(lost.read(items: [Self.other], nextCursor: 99, maySend: true) == .sendAgain)
        #expect(lost.secondFailed(asked: nil, random: 0) == .lookUp(cursor: nil, after: .milliseconds(200)))
        #expect(lost.read(items: [], nextCursor: 1, maySend: true) == .lookUp(cursor: "1", after: .zero))
        #expect(lost.read(items: [Self.object], nextCursor: 2, maySend: true) == .adopt(Self.object))
    }

    @Test func aRepeatedCursorEndsTheLook() throws {
        var lost = try lost()
        _ = lost.firstLost(asked: nil, random: 0)
        _ = lost.read(items: [], nextCursor: "c", maySend: true)
        guard case .giveUp(.notFoundOut(let problem)) = lost.read(items: [], nextCursor: "c", maySend: true) else {
            Issue.record("went on")
            return
        }
        #expect(problem.contains("a second time"))
    }

    @Test func theServersWaitIsKeptUpToAMinute() throws {
        var lost = try lost()
        #expect(lost.firstLost(asked: .seconds(60), random: 0) == .lookUp(cursor: nil, after: .seconds(60)))
        #expect(lost.firstLost(asked: .zero, random: 0) == .lookUp(cursor: nil, after: .milliseconds(200)))
        #expect(lost.firstLost(asked: .seconds(61), random: 0) == .giveUp(.toldToWait(.seconds(61))))
    }

    @Test(
        arguments: [
            (.absent(lookups: 3), "not in the list (projectId 1, key k), read 3 times"),
            (
                .different(id: "7", fields: ["description", "variants"]),
                "there is one of this name (projectId 1, key k, id 7) with other values of description, variants"
            ),
            (.notFoundOut("no"), "the list could not be read: no"),
            (.toldToWait(.seconds(90)), "the service asks to wait 90 s"),
        ] as [(LostCreate.Verdict, String)])
    func theErrorSaysWhatIsKnown(_ verdict: LostCreate.Verdict, _ words: String) throws {
        let request = APIRequest(
            method: "POST", target: "/x", isIdempotent: false, mutates: true, pathForMessages: "/x")
        let error = try lost().error(verdict, request, noun: "experiment")
        #expect(error.kind == .unknown)
        #expect(error.outcome == .unknown)
        #expect(error.message == "cannot tell whether the experiment was made: reset; \(words)")
    }
}
