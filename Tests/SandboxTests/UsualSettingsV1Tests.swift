import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// The documents against v1 in the sandbox as it is when nobody sets anything: its usual settings and its demo data, neither
/// of which was made from the answer that is expected.
struct UsualSettingsV1Tests {
    /// What the documents name, and what the demo data has in its place: an experiment and a flag with their variants, groups,
    /// and keys that are free.
    private static let places = [
        ("90211", "26712"), ("90188", "26707"), ("731204", "24105"), ("80007", "26180"), ("81050", "26193"),
        ("checkout-copy-test", "usual-experiment"), ("new-search-bar", "usual-flag"),
        ("checkout-traffic", "usual-mutex"), ("holdout-mrtqzkwa", "usual-holdout"),
    ]

    private static func placed(_ text: String) -> String {
        places.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    /// Pairs that begin from something that the demo data does not have.
    private static let others: Set<String> = [
        "deployments.create.server", "deployments.create.duplicate", "experiments.create.duplicate",
        "flags.create.duplicate", "mutexes.create.duplicate", "holdouts.create.incompatible",
        "experiments.create.more-than-a-reference", "experiments.edit.no-such-variant", "experiments.edit.web",
        "flags.variants.remove.bold", "flags.deployments.remove.one", "experiments.deployments.remove.one",
        "flags.versions.get.one", "flags.versions.get.text-number", "experiments.versions.get.one",
        "flags.variants.users.remove_all.done", "experiments.variants.users.remove.first",
        "flags.variants.users.remove.out-of-range",
    ]

    /// Those that have the form that is usual.
    static let conventions = DocumentedV1Tests.played.filter { fixture in
        if others.contains(fixture.name) || fixture.name.hasSuffix(".too-many") { return false }
        switch (fixture.answer.body, fixture.answer.isSuccess) {
        case (.text(let text), true): return text == "OK"
        case (.json(.object(let error)), false): return error.keys == ["error"]
        case (.json(let value), true):
            if fixture.request.method == "POST" { return value["id"] != nil }
            return fixture.request.method == "GET" && fixture.request.query == nil && !fixture.name.contains("cursor")
                && !fixture.name.contains("absent") && !fixture.name.contains("number")
        default: return false
        }
    }

    @Test(arguments: Way.allCases, conventions)
    func theAnswerHasTheDocumentedForm(_ way: Way, _ fixture: DocumentedFixture) async throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: fixture.endpoint, generation: .v1))
        let request = SandboxRequest(
            method: fixture.request.method, target: Self.placed(fixture.request.target),
            headers: fixture.answer.status == 401 ? [] : Asker.headers,
            body: Array(Self.placed(fixture.request.body?.description ?? "").utf8))
        try await way.reach { asker in
            let answer = try await asker.send(request)
            #expect(answer.status == fixture.answer.status, "\(answer.text)")
            for (name, value) in fixture.answer.headers { #expect(answer.header(name)?.hasPrefix(value) == true) }
            switch fixture.answer.body {
            case .text(let text): #expect(answer.text == text)
            case .empty: #expect(answer.body.isEmpty)
            case .json(let shown):
                let json = try answer.json
                guard fixture.answer.isSuccess else {
                    #expect(!answer.message.isEmpty && json.objectValue?.keys == shown.objectValue?.keys)
                    return
                }
                #expect(TypeChecker().problems(in: json, against: endpoint.result) == [])
                try Self.compare(json, shown, endpoint)
            }
        }
    }

    /// Each field that a document shows is there, as far as what is shown has one of its kind.
    private static func compare(_ json: JSONValue, _ shown: JSONValue, _ endpoint: Endpoint) throws {
        switch endpoint.result {
        case .page(_, let paging):
            guard let item = json[paging.wrapper]?[0], let documented = shown[paging.wrapper]?[0] else { return }
            try hold(item, documented)
        case .array: if let item = json[0], let documented = shown[0] { try hold(item, documented) }
        default: try hold(json, shown)
        }
    }

    private static func hold(_ json: JSONValue, _ shown: JSONValue) throws {
        for (field, value) in shown.objectValue ?? [:] {
            // A field of the service's own that no document explains.
            if field == "metadata" { continue }
            let found = try #require(json[field], "\(field) is missing")
            if value.objectValue != nil, field == "flagConfig" { try hold(found, value) }
        }
    }
}
