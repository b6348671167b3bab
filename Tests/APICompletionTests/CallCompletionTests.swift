import CompletionMeasure
import ManagementAPI
import Repl
import Terminal
import TestSupport
import Testing

@testable import APICompletion

struct CallCompletionTests {
    private static let target = "test"

    /// The functions by their names, some objects, and the variable `e`, an experiment.
    private static func knowledge() -> CompletionKnowledge {
        let snapshot = Snapshot()
        snapshot.insert(
            [
                KnownObject(
                    id: "26211", label: "checkout-copy", title: "Checkout copy", projectID: "417260",
                    members: ["variants": ["control", "new-copy"]]),
                KnownObject(id: "26214", label: "checkout-button", projectID: "417260"),
                KnownObject(id: "31238", label: "fare-capping", title: "Guest checkout", projectID: "523018"),
                KnownObject(id: "40001", label: "odd \"one\"\u{1B}"),
            ], "experiments", of: target, isList: true)
        snapshot.insert(
            [KnownObject(id: "5741", label: "server"), KnownObject(id: "5742", label: "web")], "deployments",
            of: target, isList: true)
        return CompletionKnowledge(
            function: { path in
                guard !path.isMethod, let names = path.names else { return nil }
                let name = (names.first == "staging" ? names.dropFirst() : names[...]).joined(separator: ".")
                return CallShape(name, .beta).map { .init(shape: $0, target: target) }
            },
            object: { path, _ in
                switch path.names {
                case ["e"]: KnownObject(id: "7", label: "e", members: ["variants": ["cap", "control"]])
                case ["e", "id"]: KnownObject(id: "26211", label: "")
                default: nil
                }
            }, profiles: { ["prod", "staging"] }, snapshot: snapshot)
    }

    @Test(arguments: try CompletionFixture.rows("calls.txt"))
    func tabOffers(_ row: CompletionFixture.Row) throws {
        let (before, after) = row.halves
        let context = try #require(CompletionContext(before: before, after: after))
        #expect(Self.describe(CallCompletion(knowledge: Self.knowledge()).hint(context)?.result) == row.expected)
    }

    private static func describe(_ result: CompletionResult?) -> String {
        guard let result, !result.candidates.isEmpty else { return "nothing" }
        var text = result.candidates.map(\.text).joined(separator: " ¦ ")
        if result.omitted > 0 { text += " … \(result.omitted)" }
        let prefix = result.commonPrefix
        let isOfNote = result.candidates.count > 1 && !prefix.isEmpty && prefix != "\""
        return isOfNote ? "\(text) ~ \(prefix)" : text
    }

    @Test(arguments: try CompletionFixture.rows("signatures.txt"))
    func theSignatureIsShown(_ row: CompletionFixture.Row) throws {
        let (before, after) = row.halves
        let context = try #require(CompletionContext(before: before, after: after))
        #expect(CallSignature(knowledge: Self.knowledge()).text(context) ?? "nothing" == row.expected)
    }

    @Test func candidatesSayWhatTheyAre() throws {
        let completion = CallCompletion(knowledge: Self.knowledge())
        let names = try #require(CompletionContext(before: "experiments.create{projectId"))
        #expect(
            completion.hint(names)?.result.candidates.first?.summary
                == "string, not empty, required: The project that will own the experiment. A string, though it looks like "
                + "a number.")
        let ids = try #require(CompletionContext(before: "experiments.get(\"26211"))
        let result = try #require(completion.hint(ids)?.result)
        #expect(result.candidates.first?.summary == "checkout-copy\tCheckout copy")
        #expect(result.note == "4 experiments, listed just now; .refresh lists them anew")
    }

    @Test func everyFunctionOfTheCatalogueAndTheShellHasAShape() {
        for endpoint in Catalogue.all.endpoints {
            #expect(CallShape(endpoint.id, endpoint.generation)?.argument(0) != nil, "\(endpoint.id)")
        }
        #expect(CallShape("nothing", .beta) == nil)
    }

    @Test func tenThousandExperimentsAreFoundAndCounted() throws {
        let knowledge = CompletionMeasure.knowledge(experiments: 10_000)
        let completion = CallCompletion(knowledge: knowledge)
        for (before, first, count) in [
            ("experiments.get(\"", "\"100000\"", 10_000), ("experiments.get(\"checkout-4", "\"100004\"", 1111),
            ("experiments.get(\"100004\"", nil, 0), ("experiments.get(\"10000", "\"100000\"", 10),
            ("experiments.get(\"experiment 99", "\"100099\"", 111), ("experiments.get(\"none", nil, 0),
        ] {
            let context = try #require(CompletionContext(before: before))
            let result = completion.hint(context)?.result
            #expect(result?.candidates.first?.text == first, "\(before)")
            #expect((result?.candidates.count ?? 0) + (result?.omitted ?? 0) == count, "\(before)")
        }
        #expect(CompletionMeasure.answers(experiments: 1_000).allSatisfy { $0.candidates > 0 })
    }
}
