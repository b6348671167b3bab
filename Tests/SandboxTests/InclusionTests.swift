import JSON
import Testing

@testable import Sandbox

/// Users and cohorts that a variant includes, which stand in no object.
struct InclusionTests {
    private static let object = "/flags/24105"
    private static let users = "/variants/on/users"
    private static let cohorts = "/variants/on/cohorts"

    private static func ids(_ count: Int, _ prefix: String = "id") -> JSONValue {
        .array((0..<count).map { .string("\(prefix)-\($0)") })
    }

    @Test(arguments: Way.allCases)
    func usersAreAddedOnceAndRemovedByPlaceOrName(_ way: Way) async throws {
        try await way.reach { asker in
            let ask = V1Asker(asker, Self.object)
            let present = try await ask.get(Self.users)
            #expect(present == ["ida@nordlys.example", "qa-7", "qa-8"])
            #expect(try await ask.post(Self.users, ["inclusions": ["qa-9", "qa-7", "qa-9"]]).text == "OK")
            #expect(try await ask.get(Self.users) == ["ida@nordlys.example", "qa-7", "qa-8", "qa-9"])
            #expect(try await ask.delete(Self.users + "/1").text == "OK")
            #expect(try await ask.get(Self.users) == ["ida@nordlys.example", "qa-8", "qa-9"])
            let gone: JSONValue = ["users": ["qa-9", "nobody", "ida@nordlys.example"]]
            #expect(try await ask.delete("/variants/on/bulk-delete-users", gone).text == "OK")
            #expect(try await ask.get(Self.users) == ["qa-8"])
            #expect(try await ask.delete(Self.users).text == "OK")
            #expect(try await ask.get(Self.users) == [])
            #expect(try await ask.get(Self.cohorts) == ["c0ffee12"])
        }
    }

    @Test(arguments: ["3", "99999999999999999999", "-1", "one", "01x", "%30%20"])
    func aPlaceThatIsNotThereIsRefused(_ place: String) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.object)
            let answer = try await ask.delete("\(Self.users)/\(place)")
            #expect(answer.status == 400 && answer.message.contains("userIndex"))
            #expect(try await ask.get(Self.users).arrayValue?.count == 3)
        }
    }

    @Test(arguments: [(users, 2000), (cohorts, 10)])
    func tooManyAreRefusedWhole(_ list: String, _ most: Int) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.object)
            let present = try #require(try await ask.get(list).arrayValue)
            let room = most - present.count
            let over = try await ask.post(list, ["inclusions": Self.ids(room + 1)])
            #expect(over.status == 400 && over.message.contains("\(most)"))
            #expect(try await ask.get(list).arrayValue == present)
            #expect(try await ask.post(list, ["inclusions": Self.ids(room)]).status == 200)
            #expect(try await ask.get(list).arrayValue?.count == most)
            // Those that are there take no room.
            #expect(try await ask.post(list, ["inclusions": Self.ids(room)]).status == 200)
            #expect(try await ask.post(list, ["inclusions": ["one-more"]]).status == 400)
        }
    }

    @Test(arguments: ["users", "cohorts"])
    func atMostAHundredAreRemovedAtATime(_ list: String) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.object)
            let path = "/variants/on/bulk-delete-\(list)"
            let answer = try await ask.delete(path, ["users": Self.ids(101)])
            #expect(answer.status == 400 && answer.message.contains("100"))
            #expect(try await ask.delete(path, ["users": Self.ids(100)]).status == 200)
            #expect(try await ask.delete(path, ["inclusions": ["a"]]).status == 400)
        }
    }

    @Test func anInclusionIsNoVersionAndNoChangeOfTheObject() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, Self.object)
            let (object, versions) = (try await ask.get(), try await ask.get("/versions"))
            #expect(try await ask.post(Self.users, ["inclusions": ["qa-9"]]).status == 200)
            #expect(try await ask.get() == object)
            #expect(try await ask.get("/versions") == versions)
        }
    }
}
