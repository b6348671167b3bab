import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// The documents against the sandbox as it is when nobody sets anything: its usual settings and its demo data, neither of
/// which was made from the answer that is expected.
struct UsualSettingsTests {
    /// What the documents name, and what the demo data has in its place: an experiment with the variants control and
    /// treatment, and a key that is free.
    private static let places = [
        ("90211", "26712"), ("checkout-copy-test", "usual-settings-test"),
    ]

    private static func placed(_ text: String) -> String {
        places.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// Those pairs that are the convention, by name.
    static let conventions = [
        "experiments.activate.json-string", "experiments.deactivate.json-string",
        "experiments.set_rollout_weights.json-string", "experiments.activate.unknown-id", "experiments.list.bad-cursor",
        "experiments.create.missing-project", "experiments.get.unauthorized", "deployments.list.unauthorized",
        "experiments.deactivate.unauthorized", "experiments.set_rollout_weights.unknown-variant",
        "experiments.create.minimal", "experiments.create.full", "experiments.create.lone-segment",
        "experiments.get.one", "experiments.list.first-page", "deployments.list.first-page", "deployments.list.page",
    ]

    @Test(arguments: Way.allCases, conventions)
    func theAnswerHasTheDocumentedForm(_ way: Way, _ name: String) async throws {
        let fixture = try DocumentedFixture(name: name)
        let endpoint = try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: .beta))
        let request = SandboxRequest(
            method: fixture.request.method, target: Self.placed(fixture.request.target),
            headers: fixture.answer.status == 401 ? [] : Asker.headers,
            body: Array(Self.placed(fixture.request.body?.description ?? "").utf8))
        try await way.reach { asker in
            let answer = try await asker.send(request)
            #expect(answer.status == fixture.answer.status)
            guard case .json(let shown) = fixture.answer.body else { throw FixtureError.incomplete(name) }
            let documented = try JSONValue(parsing: Self.placed(shown.description).utf8)
            let json = try answer.json
            guard fixture.answer.isSuccess else {
                #expect(!answer.message.isEmpty && json.objectValue?.keys == documented.objectValue?.keys)
                return
            }
            switch endpoint.result {
            case .acknowledgement, .array: #expect(json == documented)
            case .object: try Self.compare(json, documented, sent: fixture.request.body)
            case .page(_, let paging):
                let items = try #require(json[paging.wrapper]?.arrayValue)
                #expect(!items.isEmpty)
                for item in items { try Self.compare(item, documented[paging.wrapper]?.arrayValue?.first ?? .null) }
            }
            #expect(TypeChecker().problems(in: json, against: endpoint.result).isEmpty)
        }
    }

    /// A field that a document shows is there, unless the catalogue lets it be missing; what a create sent is what it holds.
    private static func compare(_ json: JSONValue, _ documented: JSONValue, sent: JSONValue? = nil) throws {
        let (fields, shown) = (try #require(json.objectValue), try #require(documented.objectValue))
        for (field, value) in shown {
            guard let found = fields[field] else {
                let isOptional = Catalogue.all.answeredTypes(of: .beta).contains {
                    $0.field(field)?.isRequired == false
                }
                #expect(isOptional && sent == nil, "\(field) is missing")
                continue
            }
            if sent != nil, field != "id" { #expect(found == value, "\(field)") }
        }
    }
}
