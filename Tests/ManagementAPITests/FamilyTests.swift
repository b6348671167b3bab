import JSON
import Testing

@testable import ManagementAPI

/// Resources that share their calls, on a family made for the purpose.
struct FamilyTests {
    private static let family = Family([.init("apples", one: "apple"), .init("pears", one: "pear")]) { member in
        let id = Parameter(
            "id", in: .path, .positional, .identifier, required: true, means: .id(of: member.resource),
            orFieldOfTable: "id", help: "The id of \(member.article).")
        let eat = Endpoint(
            "\(member.resource).eat", .beta, .post, PathTemplate("/\(member.resource)/{id}/eat"), parameters: [id],
            result: .acknowledgement, isIdempotent: true, effects: [.set("eaten", true)],
            summary: "Eats \(member.article).", source: "-", example: "-")
        return [Resource(member.resource, .beta, help: "Fruit.", endpoints: [eat])]
    }

    @Test func eachMemberHasTheCallsAtItsOwnPath() throws {
        let catalogue = Catalogue(resources: Self.family.resources)
        #expect(catalogue.endpoints.map(\.id) == ["apples.eat", "pears.eat"])
        #expect(catalogue.endpoints.map(\.summary) == ["Eats an apple.", "Eats a pear."])
        let route = try #require(catalogue.route(.post, "/pears/7/eat"))
        #expect(route.endpoint.id == "pears.eat" && route.captures == ["id": "7"])
        #expect(route.endpoint.parameter("id")?.meaning == .id(of: "pears"))
    }
}
