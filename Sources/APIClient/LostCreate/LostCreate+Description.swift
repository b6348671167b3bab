import Reactor

extension LostCreate {
    /// The error of a call of which nobody can tell whether it made something.
    func error(_ verdict: Verdict, _ request: APIRequest, noun: String) -> APIError {
        APIError(
            .unknown, "cannot tell whether the \(noun) was made: \(lost); \(known(verdict, noun))", of: request,
            status: reason.status, body: reason.body, outcome: .unknown)
    }

    /// Why the first answer was lost.
    var lost: String { OneLine.shortened(reason.message, to: 100) }

    private func known(_ verdict: Verdict, _ noun: String) -> String {
        switch verdict {
        case .absent(let lookups): "not in the list (\(sent.name)), read \(lookups) times"
        case .different(let id, let fields):
            "there is one of this name (\(sent.name)\(id.map { ", id \($0)" } ?? "")) with other values of "
                + (fields.isEmpty ? "what names it" : fields.joined(separator: ", "))
        case .doubtful(let id, let doubt):
            "there is one as it was sent (\(sent.name)\(id.map { ", id \($0)" } ?? "")), \(words(doubt))"
        case .changed(let id, let versions):
            "there is one as it was sent (\(sent.name)\(id.map { ", id \($0)" } ?? "")), with \(versions) versions"
        case .notFoundOut(let problem): "the list could not be read: \(OneLine.shortened(problem, to: 100))"
        case .toldToWait(let wait): "the service asks to wait \(Int(wait.inSeconds)) s"
        }
    }

    private func words(_ doubt: Doubt) -> String {
        switch doubt {
        case .seenBefore: "which was there before"
        case .othersMade: "which another call made"
        case .othersDoubt: "but another call that sent the same does not know what became of it"
        case .notAlone(let reason): "but another process may have made it: \(OneLine.shortened(reason, to: 100))"
        case .withoutID: "but without an id"
        }
    }
}
