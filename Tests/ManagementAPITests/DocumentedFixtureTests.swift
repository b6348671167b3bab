import JSON
import ManagementAPI
import TestSupport
import Testing

struct DocumentedFixtureTests {
    static let fixtures = Generation.allCases.flatMap { (try? DocumentedFixture.all(of: $0.rawValue)) ?? [] }

    /// Pairs whose request is wrong on purpose, by the place that is: what the service says then is what they show.
    static let wrongOnPurpose: [String: ValuePath] = [
        "experiments.create.missing-project": ValuePath("projectId"),
        "deployments.create.bad-label": ValuePath("label"), "deployments.create.no-type": ValuePath("type"),
        "experiments.create.no-key": ValuePath("key"), "experiments.variants.create.no-key": ValuePath("key"),
        "flags.create.no-project": ValuePath("projectId"),
        "flags.create.percentage-above-100": ValuePath("targetSegments").item(0).field("percentage"),
        "flags.variants.create.reserved": ValuePath("key"), "mutexes.create.ninety": ValuePath("slots"),
        "holdouts.create.percentage-100": ValuePath("holdoutPercentage"),
    ]

    @Test func everyFileIsAFixtureOfAKnownEndpoint() throws {
        for generation in Generation.allCases {
            for fixture in try DocumentedFixture.all(of: generation.rawValue) {
                #expect(fixture.name.hasPrefix(fixture.endpoint + "."))
                #expect(Catalogue.all.endpoint(id: fixture.endpoint, generation: generation) != nil)
            }
        }
    }

    @Test func aMissingFixtureSaysSo() {
        #expect(throws: FixtureError.unreadable("experiments.none")) { try DocumentedFixture(name: "experiments.none") }
    }

    @Test(arguments: Catalogue.all.endpoints.filter(\.isOperation))
    func everyEndpointHasAPairThatGoesWellAndOneThatDoesNot(_ endpoint: Endpoint) {
        let own = Self.fixtures.filter { $0.endpoint == endpoint.id && $0.generation == endpoint.generation.rawValue }
        #expect(own.contains { $0.answer.isSuccess })
        #expect(own.contains { !$0.answer.isSuccess })
    }

    @Test(arguments: fixtures)
    func theRequestRoutesToItsEndpoint(_ fixture: DocumentedFixture) throws {
        let method = try #require(HTTPMethod(rawValue: fixture.request.method))
        let route = try #require(Catalogue.all.route(method, fixture.request.path))
        #expect(route.endpoint == (try Self.endpoint(of: fixture)))
        #expect(Generation(ofPath: fixture.request.path) == route.endpoint.generation)
        // What the call names is what the path names.
        for (parameter, argument) in zip(route.endpoint.parameters(in: .path), fixture.arguments) {
            let named = parameter.tableField.flatMap { argument[$0] } ?? argument
            #expect(route.captures[parameter.name] == named.stringValue ?? named.integerValue.map(String.init))
        }
    }

    @Test(arguments: fixtures)
    func theQueryHoldsDeclaredParametersOnly(_ fixture: DocumentedFixture) throws {
        let endpoint = try Self.endpoint(of: fixture)
        let names = (fixture.request.query ?? "").split(separator: "&").map { String($0.prefix { $0 != "=" }) }
        for name in names { #expect(endpoint.parameter(name)?.location == .query) }
    }

    @Test(arguments: fixtures)
    func theBodyIsWhatTheServiceTakes(_ fixture: DocumentedFixture) throws {
        let endpoint = try Self.endpoint(of: fixture)
        #expect((endpoint.body == nil) == (fixture.request.body == nil))
        guard let body = fixture.request.body, let type = endpoint.acceptedBody else { return }
        let problems = TypeChecker().problems(in: body, against: .object(type))
        #expect(problems.map(\.path) == [Self.wrongOnPurpose[fixture.name]].compactMap { $0 }, "\(problems)")
    }

    @Test(arguments: fixtures.filter(\.answer.isSuccess))
    func aGoodAnswerHasTheDeclaredShape(_ fixture: DocumentedFixture) throws {
        let endpoint = try Self.endpoint(of: fixture)
        switch fixture.answer.body {
        case .json(let value):
            // An example of the documents has the cursor as the last item of the list.
            let isInside = fixture.name.contains("cursor-in-array")
            #expect(TypeChecker().problems(in: value, against: endpoint.result).isEmpty != isInside)
        case .text(let text):
            #expect(endpoint.result == .acknowledgement)
            #expect(ResultShape.acknowledgementTexts.contains(text))
        case .empty: #expect(endpoint.result == .acknowledgement)
        }
    }

    @Test(arguments: Generation.allCases)
    func everyFormOfAnAcknowledgementIsShown(_ generation: Generation) {
        let shown = Self.fixtures.filter { fixture in
            fixture.generation == generation.rawValue && fixture.answer.isSuccess
                && (try? Self.endpoint(of: fixture).result) == .acknowledgement
        }
        let forms: [DocumentedFixture.Body] =
            [.json("OK"), .text("OK"), .text("ok"), .empty]
            + (generation == .beta ? [.json(["status": "OK"]), .json(.null)] : [.json([:]), .json("ok")])
        for form in forms { #expect(shown.contains { $0.answer.body == form }) }
    }

    @Test(arguments: Generation.allCases)
    func everyDocumentedFailureIsShown(_ generation: Generation) {
        let statuses = Set(Self.fixtures.filter { $0.generation == generation.rawValue }.map(\.answer.status))
        #expect(statuses.isSuperset(of: [400, 401, 403, 404, 429, 500]))
        #expect(statuses.contains(405) == (generation == .v1))
    }

    private static func endpoint(of fixture: DocumentedFixture) throws -> Endpoint {
        let generation = try #require(Generation(rawValue: fixture.generation))
        return try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: generation))
    }
}
