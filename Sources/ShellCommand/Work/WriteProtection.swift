import APIClient
import Secrets

/// Decides about changes at protected profiles. Pure: who asks passes the answer in.
struct WriteProtection {
    /// What is to happen with a change.
    enum Verdict: Equatable {
        case allowed
        /// For this reason; nothing is sent.
        case refused(String)
        /// Somebody has to be asked.
        case asks
    }

    /// `--yes` was given.
    let answersYes: Bool
    /// Somebody sits at a terminal.
    let canAsk: Bool
    private var confirmed: Set<String> = []
    private var declined: (profile: String, batch: Int)?

    init(answersYes: Bool, canAsk: Bool) {
        self.answersYes = answersYes
        self.canAsk = canAsk
    }

    /// - Parameter batch: the `parallel` that the change is a part of; a no holds for all of it.
    func verdict(on profile: String, batch: Int?) -> Verdict {
        if answersYes || confirmed.contains(profile) { return .allowed }
        guard canAsk else {
            return .refused(
                "\(PastedKey.shown(profile)) is protected and nobody can be asked here; --yes or AMPSH_YES=1 allows changes"
            )
        }
        if let declined, let batch, declined == (profile, batch) { return .refused(Self.notConfirmed(profile)) }
        return .asks
    }

    /// The answer to a question; only the profile's name is a yes, and it holds for the session.
    mutating func note(answer: String?, profile: String, batch: Int?) -> Verdict {
        guard let answer, answer == profile else {
            declined = batch.map { (profile, $0) }
            return .refused(Self.notConfirmed(profile))
        }
        confirmed.insert(profile)
        return .allowed
    }

    private static func notConfirmed(_ profile: String) -> String {
        "\(PastedKey.shown(profile)) is protected and the change was not confirmed"
    }
}
