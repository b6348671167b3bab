/// The rules that every call passes before it is sent, in their order. No other code decides whether a write may go.
public struct Gates {
    /// Whether nothing may be sent any more, as after Ctrl-C: asked before each request leaves, so it must be quick. It comes
    /// before all gates.
    public let isHalted: () -> Bool

    private let gates: [Gate]

    /// Puts `gates` in the order of their places, whatever order they are given in.
    public init(isHalted: @escaping () -> Bool = { false }, _ gates: [Gate] = []) {
        self.isHalted = isHalted
        self.gates = gates.enumerated().sorted {
            ($0.element.place.rawValue, $0.offset) < ($1.element.place.rawValue, $1.offset)
        }.map(\.element)
    }

    /// The same with another gate.
    func adding(_ gate: Gate) -> Gates { Gates(isHalted: isHalted, gates + [gate]) }

    /// The places of its gates in order.
    var places: [Gate.Place] { gates.map(\.place) }

    /// What becomes of a call that may change something: the first gate that does not let it pass says. With a place, the
    /// gates from there on are not asked.
    func verdict(on request: APIRequest, before place: Gate.Place? = nil) -> Gate.Verdict {
        for gate in gates where place.map({ gate.place.rawValue < $0.rawValue }) ?? true {
            let verdict = gate.judge(request)
            guard case .passes = verdict else { return verdict }
        }
        return .passes
    }
}
