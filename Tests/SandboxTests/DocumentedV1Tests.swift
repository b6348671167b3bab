import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// v1 answers as the documents say, wherever what they show can be set up.
struct DocumentedV1Tests {
    /// What v1 never answers by itself, each with why. Beside them: statuses that only a fault answers.
    static let unplayed: [String: String] = [
        "deployments.create.duplicate": "two deployments may have one label, as far as is known",
        "deployments.create.server": "the id of a new deployment is a string here",
        "experiments.create.more-than-a-reference": "a create answers id and address alone, or the whole object",
        "experiments.edit.guide": "there are no guides and surveys in the sandbox",
        "experiments.edit.no-such-variant": "a decision is stored as it comes: key and name are not checked",
        "flags.variants.users.bulk_remove.unknown-user": "ids that are not there are taken, as present ones are by add",
        "holdouts.create.incompatible": "what is evaluated locally depends on local groups; nobody says the reverse",
        "experiments.versions.list.with-state": "a version keeps no state since February 2026",
        "flags.versions.list.number-author": "the author of a version is a string here",
        "experiments.versions.list.two": "the author of a version is a string here",
        "flags.versions.get.least": "the author of a version is a string here",
        "versions.list.text-cursor": "the author of a version is a string here",
        "experiments.variants.users.add.not-modified": "a note that was withdrawn after three days",
    ]

    static let all = (try? DocumentedFixture.all(of: "v1")) ?? []
    static let played = all.filter { unplayed[$0.name] == nil && !faults.contains($0.answer.status) }

    /// Every key may do everything, nobody is throttled, nothing breaks, and a create is 200.
    private static let faults = [201, 403, 409, 429, 500, 503]

    @Test func everyEndpointIsHitBySuccessAndFailure() {
        for endpoint in Catalogue.all.endpoints(of: .v1) where endpoint.isOperation {
            let own = Self.played.filter { $0.endpoint == endpoint.id }
            #expect(own.contains { $0.answer.isSuccess }, "\(endpoint.id)")
            #expect(own.contains { !$0.answer.isSuccess }, "\(endpoint.id)")
        }
        #expect(Set(Self.unplayed.keys).isSubset(of: Self.all.map(\.name)))
    }

    @Test(arguments: Way.allCases, played)
    func theAnswerIsTheDocumentedOne(_ way: Way, _ fixture: DocumentedFixture) async throws {
        let world = DocumentedWorld(fixture)
        let sandbox = Sandbox(
            store: try world.store(), settings: world.settings, now: { 1_767_225_600_000 }, newID: { _ in world.newID })
        try await way.reach(sandbox) { asker in
            let answer = try await asker.send(world.request)
            #expect(answer.status == fixture.answer.status, "\(answer.text)")
            for (name, value) in fixture.answer.headers { #expect(answer.header(name)?.hasPrefix(value) == true) }
            guard fixture.answer.isSuccess else { return try Self.compareFailure(answer, fixture) }
            switch fixture.answer.body {
            case .json(let value) where fixture.request.method == "POST" && value["id"] != nil:
                let json = try answer.json
                #expect(json.objectValue?.keys == value.objectValue?.keys && json["id"] == value["id"])
            case .json(let value) where world.paging != nil:
                try Self.comparePage(try answer.json, value, try #require(world.paging))
            // An acknowledgement has no form that its documents agree on.
            case .json(let value) where fixture.request.method != "GET":
                #expect(Self.isAcknowledged(try answer.json, value))
            case .json(let value): #expect(try answer.json == value)
            case .text(let text): #expect(answer.text == text)
            case .empty: #expect(answer.body.isEmpty)
            }
        }
    }

    /// No document has an error's words; its form is what counts.
    private static func compareFailure(_ answer: SandboxResponse, _ fixture: DocumentedFixture) throws {
        #expect(!answer.body.isEmpty)
        guard case .json(.object(let error)) = fixture.answer.body else { return }
        let json = try #require(try answer.json.objectValue)
        #expect(Set(json.keys) == Set(error.keys))
        for name in ["type", "title", "status", "retryable"] { #expect(json[name] == error[name]) }
        let flaws = error["validation_errors"]?.arrayValue ?? []
        #expect(json["validation_errors"]?.arrayValue?.isEmpty == error["validation_errors"].map { _ in flaws.isEmpty })
    }

    /// The items are those that are shown; which place a cursor names is the service's own.
    private static func comparePage(_ json: JSONValue, _ value: JSONValue, _ paging: Paging) throws {
        #expect(json[paging.wrapper] != nil)
        #expect(DocumentedWorld.items(json, paging) == DocumentedWorld.items(value, paging))
        let (found, shown) = (DocumentedWorld.cursor(json, paging), DocumentedWorld.cursor(value, paging))
        switch shown {
        case .string(let text) where !text.isEmpty: #expect(found?.stringValue?.isEmpty == false)
        case .integer: #expect(found?.integerValue != nil)
        default: #expect(found == shown)
        }
    }

    private static func isAcknowledged(_ json: JSONValue, _ shown: JSONValue) -> Bool {
        shown.objectValue != nil ? json.objectValue != nil : json == "OK" && (shown == "OK" || shown == "ok")
    }
}
