import APIClient
import ScriptRuntime
import Secrets
import Terminal

/// Asks before the first change of a session at a protected profile, on the terminal; everything else waits meanwhile.
final class ProtectedWrites {
    private var protection: WriteProtection
    private let meter: ProgressTracker
    private let ask: (_ question: String, _ yes: String) -> String?

    init(
        answersYes: Bool, canAsk: Bool, meter: ProgressTracker,
        ask: @escaping (_ question: String, _ yes: String) -> String?
    ) {
        protection = WriteProtection(answersYes: answersYes, canAsk: canAsk)
        self.meter = meter
        self.ask = ask
    }

    /// The gate before a target; nil where it is not protected.
    func gate(at target: Target) -> Gate? {
        guard case .live(let live) = target, live.isProtected, let profile = live.profile else { return nil }
        let url = live.url.text
        return Gate(.question) { [self] request in refusal(of: request, profile, url) }
    }

    /// Changes at a profile were allowed elsewhere: by the confirmation of an undo.
    func allow(_ profile: String) { _ = protection.note(answer: profile, profile: profile, batch: nil) }

    private func refusal(of request: APIRequest, _ profile: String, _ url: String) -> String? {
        let batch = meter.batch
        var verdict = protection.verdict(on: profile, batch: batch?.id)
        if verdict == .asks {
            let question = Self.question(request, profile, url, batch)
            verdict = protection.note(answer: ask(question, profile), profile: profile, batch: batch?.id)
        }
        if case .refused(let reason) = verdict { return reason }
        return nil
    }

    /// Which target, what is about to be sent there, how to say yes.
    static func question(_ request: APIRequest, _ profile: String, _ url: String, _ batch: WorkCount?) -> String {
        let many =
            switch batch?.total {
            case let total? where total > 1: ", in a parallel over \(total) items"
            case nil where batch != nil: ", in a parallel over an iterator"
            default: ""
            }
        let text =
            "\(PastedKey.shown(profile)) is protected: \(PastedKey.shown(url))\n"
            + "the first change of this session is \(request.method) \(request.pathForMessages)\(many)\n"
            + "type \(PastedKey.shown(profile)) to allow changes, anything else refuses: "
        return TextFilter.visible(text, allowing: .newline)
    }
}
