import JSON
import ManagementAPI
import Testing

struct CatalogueTests {
    static let endpoints = Catalogue.all.endpoints
    static let resources = Catalogue.all.resources

    @Test func theBetaHasItsSevenEndpoints() {
        #expect(
            Catalogue.all.endpoints(of: .beta).map { "\($0.id) \($0.method.rawValue) \($0.path)" } == [
                "experiments.list GET /experiments/list",
                "experiments.get GET /experiments/{id}",
                "experiments.create POST /experiments/new",
                "experiments.activate POST /experiments/{id}/activate",
                "experiments.deactivate POST /experiments/{id}/deactivate",
                "experiments.set_rollout_weights POST /experiments/{id}/rollout-weights",
                "deployments.list GET /deployments/list",
            ])
    }

    @Test func idsAreUniqueInTheirGeneration() {
        for generation in Generation.allCases {
            let ids = Catalogue.all.endpoints(of: generation).map(\.id)
            #expect(Set(ids).count == ids.count)
            for id in ids { #expect(Catalogue.all.endpoint(id: id, generation: generation)?.id == id) }
        }
    }

    @Test func noTwoEndpointsShareMethodAndPath() {
        let places = Self.endpoints.filter(\.isOperation).map { "\($0.generation) \($0.method) \($0.path)" }
        #expect(Set(places).count == places.count)
    }

    @Test(arguments: resources)
    func aResourceHoldsItsOwnEndpoints(_ resource: Resource) {
        #expect(!resource.endpoints.isEmpty)
        #expect(Self.isHelp(resource.help))
        for endpoint in resource.endpoints {
            #expect(endpoint.resource == resource.name)
            #expect(endpoint.generation == resource.generation)
            #expect(resource.endpoint(function: endpoint.function) == endpoint)
        }
    }

    @Test(arguments: endpoints)
    func anIdIsAResourceAndASnakeCaseFunction(_ endpoint: Endpoint) {
        #expect("\(endpoint.resource).\(endpoint.function)" == endpoint.id)
        #expect(endpoint.function.allSatisfy { $0.isLowercase || $0 == "_" })
        #expect(!endpoint.function.isEmpty)
    }

    @Test(arguments: endpoints)
    func capturesAreTheDeclaredPathParameters(_ endpoint: Endpoint) {
        let declared = endpoint.parameters(in: .path)
        // A composed call names the object; what it is made of names the parts.
        #expect(
            endpoint.isOperation
                ? declared.map(\.name) == endpoint.path.captures
                : endpoint.path.captures.starts(with: declared.map(\.name)))
        for parameter in declared {
            #expect(parameter.isRequired && parameter.position == .positional)
            switch parameter.type {
            case .identifier, .string(minLength: 1), .integer: break
            default: Issue.record("\(parameter.name) is no name of anything")
            }
        }
    }

    @Test(arguments: endpoints)
    func everythingIsDocumented(_ endpoint: Endpoint) {
        #expect(Self.isHelp(endpoint.summary))
        #expect(!endpoint.source.isEmpty)
        #expect(endpoint.quirks.allSatisfy { Self.isHelp($0) })
        #expect(endpoint.details.map(Self.isHelp) ?? true)
        for parameter in endpoint.parameters { Self.checkField(parameter.field, of: endpoint.id) }
        Self.checkType(endpoint.result.type, of: endpoint.id + " result")
    }

    private static func checkField(_ field: Field, of owner: String) {
        #expect(isHelp(field.help), "\(owner).\(field.name)")
        #expect(field.quirks.allSatisfy { isHelp($0) }, "\(owner).\(field.name)")
        #expect(!(field.isRequired && field.defaultText != nil), "\(owner).\(field.name) is required and has a default")
        checkType(field.type, of: "\(owner).\(field.name)")
    }

    private static func checkType(_ type: ValueType, of owner: String) {
        switch type {
        case .enumeration(let values):
            #expect(!values.isEmpty && Set(values).count == values.count, "\(owner)")
        case .integer(let minimum?, let maximum?): #expect(minimum <= maximum, "\(owner)")
        case .number(let minimum?, let maximum?): #expect(minimum <= maximum, "\(owner)")
        case .array(let inner, _), .map(let inner), .nullable(let inner): checkType(inner, of: owner)
        case .object(let object):
            #expect(isHelp(object.help), "\(owner)")
            #expect(Set(object.fields.map(\.name)).count == object.fields.count, "\(owner)")
            #expect(object.requiresAnyOf.allSatisfy { object.field($0) != nil }, "\(owner)")
            for field in object.fields { checkField(field, of: owner) }
        default: break
        }
    }

    /// A sentence: more than a word, and with its full stop.
    private static func isHelp(_ text: String) -> Bool { text.contains(" ") && text.hasSuffix(".") }

    @Test(arguments: endpoints)
    func parameterNamesAreUniqueAndPositionalOnesComeFirst(_ endpoint: Endpoint) {
        #expect(Set(endpoint.parameters.map(\.name)).count == endpoint.parameters.count)
        #expect(endpoint.parameters == endpoint.parameters(by: .positional) + endpoint.parameters(by: .named))
        #expect(endpoint.parameters(by: .positional).allSatisfy { $0.isRequired })
    }

    @Test(arguments: endpoints)
    func listsPageAndNothingElseDoes(_ endpoint: Endpoint) {
        guard case .page(_, let paging) = endpoint.result else {
            // What lies inside of an object is listed at once.
            #expect(endpoint.function != "list" || endpoint.resource != endpoint.owner)
            #expect(endpoint.parameter("cursor") == nil)
            return
        }
        #expect(paging.wrapper == endpoint.resource)
        #expect(endpoint.method == .get)
        #expect(endpoint.parameter("limit")?.type == .integer(min: 1))
        #expect(endpoint.parameter("cursor")?.type == .cursor)
        #expect(endpoint.parameters.allSatisfy { $0.location == .query && $0.position == .named })
    }

    @Test(arguments: endpoints)
    func readsSendNoBodyAndMayBeSentAgain(_ endpoint: Endpoint) {
        guard endpoint.method == .get else {
            #expect(endpoint.mutates)
            return
        }
        #expect(!endpoint.mutates)
        #expect(endpoint.isIdempotent)
        #expect(endpoint.body == nil)
    }

    @Test(arguments: endpoints)
    func onlyWhatMakesSomethingOrCountsPlacesIsNotIdempotent(_ endpoint: Endpoint) {
        let isRepeatable = endpoint.effects.allSatisfy { effect in
            switch effect {
            case .create, .insert, .removeItem(.at): false
            default: true
            }
        }
        #expect(endpoint.isIdempotent == isRepeatable)
    }

    @Test(arguments: endpoints)
    func theExampleCallsTheFunction(_ endpoint: Endpoint) {
        let isCalled = endpoint.example.contains(endpoint.id)
        let isListed = endpoint.function == "list" && endpoint.example.contains("\(endpoint.resource).each")
        #expect(isCalled || isListed)
    }

    @Test func requestObjectsAreClosedAndAnswersOpen() {
        for endpoint in Self.endpoints {
            if let body = endpoint.body { Self.expectOpenness(of: .object(body), false, endpoint.id) }
            Self.expectOpenness(of: endpoint.result.type, true, endpoint.id)
        }
    }

    private static func expectOpenness(of type: ValueType, _ isOpen: Bool, _ owner: String) {
        guard let object = type.nestedObject else { return }
        #expect(object.isOpen == isOpen, "\(owner): \(object.name)")
        for field in object.fields { expectOpenness(of: field.type, isOpen, owner) }
    }

    @Test func aBodyIsTheBodyParametersInOrder() {
        let create = Catalogue.all.endpoint(id: "experiments.create", generation: .beta)
        #expect(
            create?.body?.fields.map(\.name) == [
                "projectId", "key", "description", "variants", "bucketingKey", "rolloutWeights", "targetSegments",
                "stickyBucketing", "deployments",
            ])
        let weights = Catalogue.all.endpoint(id: "experiments.set_rollout_weights", generation: .beta)
        #expect(weights?.body?.fields.map(\.name) == ["rolloutWeights"])
        #expect(Catalogue.all.endpoint(id: "experiments.activate", generation: .beta)?.body == nil)
    }

    @Test func anUnknownIdIsNoEndpoint() {
        #expect(Catalogue.all.endpoint(id: "experiments.remove", generation: .beta) == nil)
    }

    static let signatures: [(id: String, signature: String)] = [
        ("experiments.list", "experiments.list{limit=, cursor=}"), ("experiments.get", "experiments.get(id)"),
        ("experiments.create", "experiments.create{projectId=, key=, ...}"),
        ("experiments.activate", "experiments.activate(id)"),
        ("experiments.set_rollout_weights", "experiments.set_rollout_weights(id, rolloutWeights)"),
    ]

    @Test(arguments: signatures)
    func theSignatureShowsHowToCall(_ id: String, _ signature: String) {
        #expect(Catalogue.all.endpoint(id: id, generation: .beta)?.luaSignature == signature)
    }

    @Test func positionalAndNamedParametersShareASignature() {
        let endpoint = Endpoint(
            "things.change", .beta, .patch, "/things/{id}",
            parameters: [
                Parameter("id", in: .path, .positional, .identifier, required: true, help: "The id."),
                Parameter("name", in: .body, .named, .string(), help: "The name."),
            ],
            result: .acknowledgement, isIdempotent: true, summary: "Changes.", source: "-", example: "-")
        #expect(endpoint.luaSignature == "things.change(id, {name=})")
    }

    @Test func generationsHaveHostsInEveryRegion() {
        #expect(Generation.beta.defaultURL() == "https://management-api.experiment.amplitude.com")
        #expect(Generation.beta.defaultURL(in: .eu) == "https://management-api.experiment.eu.amplitude.com")
    }

    @Test func theCatalogueAsJSONTellsEverything() throws {
        let json = try JSONValue(parsing: Catalogue.all.json(of: .beta).encoded())
        #expect(json == Catalogue.all.json(of: .beta))
        #expect(json["name"] == "beta")
        #expect(json["objects"]?.arrayValue?.count == Catalogue.all.types(of: .beta).count)
        let endpoints = json["resources"]?.arrayValue?.flatMap { $0["endpoints"]?.arrayValue ?? [] } ?? []
        #expect(endpoints.map { $0["id"]?.stringValue } == Catalogue.all.endpoints(of: .beta).map(\.id))
        let segments = endpoints[2]["parameters"]?.arrayValue?.first { $0["name"] == "targetSegments" }
        #expect(segments?["type"]?["acceptsSingle"] == true)
        #expect(segments?["type"]?["items"]?["fields"]?[2]?["type"] == ["kind": "number", "min": 0.0, "max": 100.0])
        #expect(segments?["required"] == false)
        #expect(segments?["default"] == "{}")
    }
}
