import Testing

@testable import APIClient

/// Which gate is asked when, whatever order they were given in.
struct GatesOrderTests {
    private static let write = APIRequest(
        method: "POST", target: "/t", isIdempotent: false, mutates: true, pathForMessages: "/t")

    private final class Asked {
        var places: [Gate.Place] = []
    }

    @Test func gatesAreAskedInTheOrderOfTheirPlaces() {
        let asked = Asked()
        let gates = Gates(
            Gate.Place.allCases.reversed().map { place in
                Gate(place) { _ in
                    asked.places.append(place)
                    return nil
                }
            })
        guard case .passes = gates.verdict(on: Self.write) else {
            Issue.record("a gate did not let it pass")
            return
        }
        #expect(
            asked.places == [.declaredWrites, .loss, .rehearsal, .readOnly, .cap, .question, .quota])
    }

    @Test(arguments: Gate.Place.allCases)
    func theFirstThatDoesNotLetItPassDecidesAndNoOtherIsAsked(_ refusing: Gate.Place) {
        let asked = Asked()
        let gates = Gates(
            Gate.Place.allCases.shuffled().map { place in
                Gate(place) { _ in
                    asked.places.append(place)
                    return place == refusing ? "no" : nil
                }
            })
        guard case .refuses("no") = gates.verdict(on: Self.write) else {
            Issue.record("nobody refused")
            return
        }
        #expect(asked.places.last == refusing && asked.places.count == refusing.rawValue + 1)
    }

    @Test func aGateMayAnswerInsteadOfSendingAlsoWhereNothingMayBeChanged() throws {
        let rehearsal = Gate(.rehearsal) { _ in .answers { $0(.success(Answer(status: 200, body: .json([0x31])))) } }
        let bench = try ClientBench(gates: Gates([rehearsal])) { $0.readOnly = true }
        bench.perform(Self.write)
        #expect(bench.results.isEmpty)
        bench.turn()
        #expect(try bench.results.first?.get().body == .json([0x31]))
        #expect(bench.transport.attempts.isEmpty)
    }

    @Test func readsPassWithoutAQuestion() throws {
        let asked = Asked()
        let bench = try ClientBench(
            gates: Gates([
                Gate(.question) { _ in
                    asked.places.append(.question)
                    return "no"
                }
            ]))
        bench.perform(
            APIRequest(method: "GET", target: "/t", isIdempotent: true, mutates: false, pathForMessages: "/t"))
        #expect(asked.places.isEmpty && bench.transport.attempts.count == 1)
    }
}
