package import APICompletion
import ManagementAPI
import Repl
import Terminal

/// Completion over a snapshot of a given size, measured: what `make bench` calls.
public enum CompletionMeasure {
    /// One answer.
    public struct Answer: Sendable {
        /// The text before the cursor.
        public let text: String
        /// How many candidates there were.
        public let candidates: Int
        /// From the text to the candidates.
        public let time: Duration
    }

    private static let texts = [
        "experiments.get(\"", "experiments.get(\"check", "experiments.get(\"1000", "experiments.get(\"Experiment 9",
        "experiments.get(check", "experiments.set_rollout_weights(\"100007\", {", "experiments.create{projectId = \"",
        "experiments.create{",
    ]

    /// Answers for texts of several kinds. The first includes what taking the last page in left to do.
    public static func answers(experiments count: Int) -> [Answer] {
        let completion = CallCompletion(knowledge: knowledge(experiments: count))
        let clock = ContinuousClock()
        return texts.map { text in
            var found = 0
            let time = clock.measure {
                if let context = CompletionContext(before: text), let hint = completion.hint(context) {
                    found = hint.result.candidates.count + hint.result.omitted
                }
            }
            return Answer(text: text, candidates: found, time: time)
        }
    }

    /// Experiments 100000 and on, each with a key and a name, taken in page by page.
    package static func knowledge(experiments count: Int) -> CompletionKnowledge {
        let snapshot = Snapshot()
        let target = "measure"
        for page in stride(from: 0, to: count, by: 1000) {
            let objects = (page..<min(page + 1000, count)).map { number in
                KnownObject(
                    id: String(100_000 + number), label: "checkout-\(number)", title: "Experiment \(number)",
                    projectID: String(400_000 + number % 7), members: ["variants": ["control", "treatment"]])
            }
            snapshot.insert(objects, "experiments", of: target, isList: true)
        }
        return CompletionKnowledge(
            function: { path in
                path.names.flatMap { CallShape($0.joined(separator: "."), .beta) }.map {
                    .init(shape: $0, target: target)
                }
            }, object: { _, _ in nil }, profiles: { [] }, snapshot: snapshot)
    }
}
