import JSON
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// The beta answers as the documents say, wherever what they show can be set up.
struct DocumentedTests {
    /// What the emulator never answers by itself, each with why.
    static let unplayed: [String: String] = [
        "experiments.create.forbidden": "every key may do everything",
        "experiments.get.forbidden": "every key may do everything",
        "experiments.create.status-201": "only 200 is documented for the beta",
        "experiments.get.server-error": "a fault",
        "experiments.list.rate-limited": "a fault",
        "experiments.list.cursor-number": "an example whose numbers fit no rule: page of 1 from 3000 on, next 3003",
    ]

    static let played = (try? DocumentedFixture.all().filter { unplayed[$0.name] == nil }) ?? []

    @Test func everyEndpointIsHitBySuccessAndFailure() {
        for endpoint in Catalogue.all.endpoints(of: .beta) {
            let own = Self.played.filter { $0.endpoint == endpoint.id }
            #expect(own.contains { $0.answer.isSuccess }, "\(endpoint.id)")
            #expect(own.contains { !$0.answer.isSuccess }, "\(endpoint.id)")
        }
    }

    @Test(arguments: Way.allCases, played)
    func theAnswerIsTheDocumentedOne(_ way: Way, _ fixture: DocumentedFixture) async throws {
        let sandbox = Sandbox(
            store: try Self.store(for: fixture), settings: Self.settings(for: fixture), now: { 0 },
            newID: { _ in 90_211 })
        try await way.reach(sandbox) { asker in
            let request = SandboxRequest(
                method: fixture.request.method, target: fixture.request.target,
                headers: fixture.answer.status == 401 ? [] : Asker.headers,
                body: fixture.request.body?.encoded() ?? [])
            let answer = try await asker.send(request)
            #expect(answer.status == fixture.answer.status)
            for (name, value) in fixture.answer.headers { #expect(answer.header(name)?.hasPrefix(value) == true) }
            if fixture.answer.isSuccess {
                switch fixture.answer.body {
                case .json(let value): #expect(try answer.json == value)
                case .text(let text): #expect(answer.text == text)
                case .empty: #expect(answer.body.isEmpty)
                }
            } else {
                // No document has an error's words; its form is what counts.
                #expect(!answer.message.isEmpty)
                if case .json(.object(let error)) = fixture.answer.body {
                    #expect(try answer.json.objectValue?.keys == error.keys)
                }
            }
        }
    }

    /// The variant of the service that the answer shows.
    private static func settings(for fixture: DocumentedFixture) -> EmulatorSettings {
        var settings = EmulatorSettings()
        if fixture.answer.status == 404 { settings.unknownID = .notFound }
        switch (fixture.answer.body, fixture.answer.isSuccess) {
        case (.text, false): settings.error = .text
        case (.json(.string), false): settings.error = .string
        case (.text("ok"), true): settings.acknowledgement = .textok
        case (.text, true): settings.acknowledgement = .textOK
        case (.empty, true): settings.acknowledgement = .empty
        case (.json(.null), true): settings.acknowledgement = .null
        case (.json(let page), true) where page["experiments"] != nil || page["deployments"] != nil:
            settings.cursor = .offset
            settings.end = page["nextCursor"].map { $0 == "" ? .empty : .null } ?? .absent
        case (.json(.object), true): settings.acknowledgement = .object
        default: break
        }
        return settings
    }

    /// A store that holds just what the answer shows, and before and after it what its cursors say.
    private static func store(for fixture: DocumentedFixture) throws -> SandboxStore {
        let store = try SandboxStore(path: ":memory:", content: .nothing, now: 0)
        let page: JSONValue = if case .json(let value) = fixture.answer.body { value } else { .null }
        let one = try DocumentedFixture(name: "experiments.get.one").answer.body
        guard case .json(let known) = one else { throw FixtureError.incomplete("experiments.get.one") }
        try store.write { writer in
            try writer.addProject("417260", at: 0)
            for (id, isDeleted) in [(5521, false), (5498, true)] as [(Int64, Bool)] {
                let shown = page["deployments"]?.arrayValue?.first { $0["id"]?.stringValue == String(id) }
                try writer.addObject(
                    StoredObject(
                        resource: "deployments", id: id, project: "417260", isDeleted: isDeleted,
                        record: (shown ?? [:]).encoded()))
            }
            var experiments = page["experiments"]?.arrayValue ?? []
            if fixture.endpoint == "experiments.get", fixture.answer.isSuccess { experiments = [page] }
            if fixture.request.path.hasPrefix("/experiments/90211/") { experiments = [known] }
            if fixture.name == "experiments.list.first-page" { experiments.append(["id": "7", "key": "older"]) }
            let query = fixture.request.query ?? ""
            let offset = query.split(separator: "&").compactMap {
                $0.hasPrefix("cursor=") ? Int64($0.dropFirst(7)) : nil
            }
            for number in 0..<(offset.first ?? 0) {
                experiments.append(["id": .string(String(100_000 + number)), "key": .string("newer-\(number)")])
            }
            for experiment in experiments {
                let id = try #require(Int64(experiment["id"]?.stringValue ?? ""))
                try writer.addObject(
                    StoredObject(
                        resource: "experiments", id: id, project: "417260", key: experiment["key"]?.stringValue ?? "",
                        record: experiment.encoded()))
            }
        }
        return store
    }
}
