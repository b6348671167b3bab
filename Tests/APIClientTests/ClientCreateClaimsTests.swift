import ManagementAPI
import TestSupport
import Testing

@testable import APIClient

/// Creates of several calls and clients that share their claims: nobody takes what another one made.
struct ClientCreateClaimsTests {
    private static func create(_ key: String = "k") throws -> APIRequest {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.create", generation: .beta))
        return try RequestBuilder.request(for: endpoint, body: Array(#"{"projectId":"1","key":"\#(key)"}"#.utf8))
    }

    private static func get(_ id: String) throws -> APIRequest {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.get", generation: .beta))
        return try RequestBuilder.request(for: endpoint, pathArguments: ["id": id])
    }

    private static let made = #"{"id":"7","projectId":"1","key":"k","enabled":false,"state":"planning"}"#
    private static let page = HTTPResponse.json(#"{"experiments":[\#(made)]}"#)

    /// Loses the answer of the create that is under way and lets the client look it up.
    private func loseAndLook(_ bench: ClientBench, _ answer: HTTPResponse = page) {
        bench.answer(.success(.json(status: 503)))
        bench.turn(after: .milliseconds(300))
        bench.answer(.success(answer))
    }

    private func message(_ bench: ClientBench) -> String { bench.error?.message ?? "\(bench.results)" }

    @Test func whatIsNobodyElsesIsTaken() throws {
        let bench = try ClientBench()
        bench.perform(try Self.create())
        loseAndLook(bench)
        #expect(try bench.results.first?.get().body == .json(Array(Self.made.utf8)))
    }

    /// field/attack 1: it was there before, equal to the last field.
    @Test func whatWasSeenBeforeTheCreateWasSentIsNotTaken() throws {
        for wasListed in [true, false] {
            let bench = try ClientBench()
            if wasListed {
                bench.client.note(seen: [ObjectID(7)], of: "Experiment")
            } else {
                bench.perform(try Self.get("7"))
                bench.answer(.success(.json(Self.made)))
            }
            bench.perform(try Self.create())
            loseAndLook(bench)
            #expect(bench.error?.kind == .unknown && bench.error?.outcome == .unknown)
            #expect(message(bench).contains("id 7), which was there before"), "\(message(bench))")
        }
    }

    @Test func whatIsSeenAfterTheCreateWasSentMayBeIts() throws {
        let bench = try ClientBench()
        bench.perform(try Self.create())
        bench.client.note(seen: [ObjectID(7)], of: "Experiment")
        loseAndLook(bench)
        #expect(bench.results.count == 1 && bench.error == nil)
    }

    @Test func anIDOfAnotherKindIsNotTheObjects() throws {
        let bench = try ClientBench()
        bench.client.note(seen: [ObjectID(7)], of: "Deployment")
        bench.perform(try Self.create())
        loseAndLook(bench)
        #expect(bench.error == nil)
    }

    @Test func whatAnotherCallMadeIsNotTaken() throws {
        let claims = MemoryCreateClaims()
        let first = try ClientBench(claims: claims)
        let second = try ClientBench(claims: claims)
        first.perform(try Self.create())
        first.answer(.success(.json(#"{"id":"7","url":"u"}"#)))
        second.perform(try Self.create())
        loseAndLook(second)
        #expect(second.error?.kind == .unknown)
        #expect(message(second).contains("id 7), which another call made"), "\(message(second))")
    }

    @Test func whatAnotherCallTookIsNotTakenASecondTime() throws {
        let claims = MemoryCreateClaims()
        let first = try ClientBench(claims: claims)
        let second = try ClientBench(claims: claims)
        first.perform(try Self.create())
        loseAndLook(first)
        #expect(first.error == nil)
        second.perform(try Self.create())
        loseAndLook(second)
        #expect(message(second).contains("which another call made"))
    }

    @Test func whatAnotherCallDoesNotKnowOfIsNotTaken() throws {
        let claims = MemoryCreateClaims()
        let first = try ClientBench(claims: claims)
        let second = try ClientBench(claims: claims)
        let call = first.perform(try Self.create())
        first.client.cancel(call)
        first.turn()
        #expect(first.error?.outcome == .unknown)
        second.perform(try Self.create())
        loseAndLook(second)
        #expect(message(second).contains("another call that sent the same does not know"), "\(message(second))")
    }

    /// field/attack 1: "is taken" after a first attempt that was lost.
    @Test func aRefusalAfterALostAttemptIsNoSuccessWithSomebodyElsesObject() throws {
        let claims = MemoryCreateClaims()
        let other = try ClientBench(claims: claims)
        let bench = try ClientBench(claims: claims)
        other.perform(try Self.create())
        other.answer(.success(.json(#"{"id":"7"}"#)))
        bench.perform(try Self.create())
        loseAndLook(bench, .json(#"{"experiments":[]}"#))
        bench.answer(.success(.json(#"{"error":"is taken"}"#, status: 400)))
        bench.turn(after: .milliseconds(300))
        bench.answer(.success(Self.page))
        #expect(bench.error?.kind == .unknown)
    }

    @Test func twoCallsOfOneNameGoOneAfterTheOther() throws {
        for claims in [MemoryCreateClaims(), FileCreateClaims(folder: try FreshFolder().path + "/s", target: "t")]
            as [any CreateClaims]
        {
            let first = try ClientBench(claims: claims)
            let second = try ClientBench(claims: claims)
            first.perform(try Self.create())
            second.perform(try Self.create())
            second.perform(try Self.create("another"))
            second.turn(after: .seconds(1))
            #expect(first.transport.attempts.count == 1)
            #expect(second.transport.attempts.count == 1, "only the one of another name")
            first.answer(.success(.json(#"{"id":"7"}"#)))
            second.turn(after: .milliseconds(200))
            #expect(second.transport.attempts.count == 2)
        }
    }

    @Test func afterTheLongestWaitItGoesAllTheSameAndTakesNothing() throws {
        let claims = MemoryCreateClaims()
        let first = try ClientBench(claims: claims)
        let second = try ClientBench(claims: claims)
        first.perform(try Self.create())
        second.perform(try Self.create())
        for _ in 0..<60 { second.turn(after: .milliseconds(200)) }
        #expect(second.transport.attempts.count == 1)
        loseAndLook(second)
        #expect(second.error?.kind == .unknown)
        #expect(message(second).contains("another process has been making it for 10 s"), "\(message(second))")
    }

    @Test func whereNothingCanBeClaimedCreatesGoNothingIsTakenAndItIsToldOnce() throws {
        let bench = try ClientBench(claims: FileCreateClaims(folder: "/dev/null/x", target: "t"))
        for key in ["a", "b"] {
            bench.perform(try Self.create(key))
            bench.answer(.success(.json(#"{"id":"\#(key)"}"#)))
        }
        #expect(bench.results.count == 2 && bench.error == nil)
        #expect(bench.notices.count == 1)
        #expect(bench.notices.first?.description.contains("/dev/null/x") == true)
        bench.perform(try Self.create())
        loseAndLook(bench)
        #expect(message(bench).contains("another process may have made it"), "\(message(bench))")
        #expect(bench.notices.count == 1)
    }

    @Test func cancellingWhileItWaitsEndsItAndReleasesNothingOfOthers() throws {
        let claims = MemoryCreateClaims()
        let first = try ClientBench(claims: claims)
        let second = try ClientBench(claims: claims)
        first.perform(try Self.create())
        let call = second.perform(try Self.create())
        second.client.cancel(call)
        second.turn()
        #expect(second.error?.outcome == .notApplied)
        second.perform(try Self.create())
        second.turn(after: .seconds(1))
        #expect(second.transport.attempts.isEmpty)
        first.answer(.success(.json(#"{"id":"7"}"#)))
        second.turn(after: .seconds(1))
        #expect(second.transport.attempts.count == 1)
    }
}
