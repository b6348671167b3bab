import JSON
import ManagementAPI
import TestSupport
import Testing

struct DocumentedFixtureTests {
    static let fixtures: [DocumentedFixture] = (try? DocumentedFixture.all()) ?? []

    @Test func everyFileIsAFixtureOfAKnownEndpoint() throws {
        for fixture in try DocumentedFixture.all() {
            #expect(fixture.name.hasPrefix(fixture.endpoint + "."))
            let generation = try #require(Generation(rawValue: fixture.generation))
            #expect(Catalogue.all.endpoint(id: fixture.endpoint, generation: generation) != nil)
        }
    }

    @Test func aMissingFixtureSaysSo() {
        #expect(throws: FixtureError.unreadable("experiments.none")) { try DocumentedFixture(name: "experiments.none") }
    }

    @Test(arguments: Catalogue.all.endpoints)
    func everyEndpointHasAPairThatGoesWellAndOneThatDoesNot(_ endpoint: Endpoint) {
        let own = Self.fixtures.filter { $0.endpoint == endpoint.id && $0.generation == endpoint.generation.rawValue }
        #expect(own.contains { $0.answer.isSuccess })
        #expect(own.contains { !$0.answer.isSuccess })
    }

    @Test(arguments: fixtures)
    func theRequestRoutesToItsEndpoint(_ fixture: DocumentedFixture) throws {
        let method = try #require(HTTPMethod(rawValue: fixture.request.method))
        let route = try #require(Catalogue.all.route(method, fixture.request.path))
        #expect(route.endpoint.id == fixture.endpoint)
        // The id of the call is the id of the path.
        guard let parameter = route.endpoint.parameters(in: .path).first else { return }
        let argument = try #require(fixture.arguments.first)
        let id = argument["id"] ?? argument
        #expect(route.captures[parameter.name] == id.stringValue ?? id.integerValue.map(String.init))
    }

    @Test(arguments: fixtures)
    func theQueryHoldsDeclaredParametersOnly(_ fixture: DocumentedFixture) throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: .beta))
        let names = (fixture.request.query ?? "").split(separator: "&").map { String($0.prefix { $0 != "=" }) }
        for name in names { #expect(endpoint.parameter(name)?.location == .query) }
    }

    @Test(arguments: fixtures)
    func theBodyIsWhatTheCatalogueDeclares(_ fixture: DocumentedFixture) throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: .beta))
        #expect((endpoint.body == nil) == (fixture.request.body == nil))
        guard let body = fixture.request.body, let type = endpoint.body else { return }
        let problems = TypeChecker().problems(in: body, against: .object(type))
        // One pair shows what the service says where something is missing.
        let isIncomplete = fixture.name == "experiments.create.missing-project"
        #expect(problems == (isIncomplete ? [TypeProblem(ValuePath("projectId"), .missing)] : []))
    }

    @Test(arguments: fixtures.filter(\.answer.isSuccess))
    func aGoodAnswerHasTheDeclaredShape(_ fixture: DocumentedFixture) throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: .beta))
        switch fixture.answer.body {
        case .json(let value): #expect(TypeChecker().problems(in: value, against: endpoint.result).isEmpty)
        case .text(let text):
            #expect(endpoint.result == .acknowledgement)
            #expect(ResultShape.acknowledgementTexts.contains(text))
        case .empty: #expect(endpoint.result == .acknowledgement)
        }
    }

    @Test func everyFormOfAnAcknowledgementIsShown() {
        let bodies = Self.fixtures.filter { $0.endpoint == "experiments.activate" && $0.answer.isSuccess }.map(
            \.answer.body)
        for form in [.json("OK"), .text("OK"), .text("ok"), .empty, .json(["status": "OK"]), .json(.null)]
            as [DocumentedFixture.Body]
        {
            #expect(bodies.contains(form))
        }
    }

    @Test func everyDocumentedFailureIsShown() {
        #expect(Set(Self.fixtures.map(\.answer.status)).isSuperset(of: [400, 401, 403, 404, 429, 500]))
    }
}
