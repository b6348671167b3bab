/// One thing that the sandbox does wrong with one request.
public struct Fault: Sendable, Equatable {
    /// What goes wrong.
    public enum Kind: Sendable, Equatable {
        /// The answer comes later.
        case delay(Duration)
        /// Another answer: a status, perhaps with `Retry-After` and a body.
        case status(Int, retryAfter: String?, body: String?)
        /// After the answer every connection ends, and new ones are refused for this long.
        case refuse(Duration)
        /// The connection is reset in place of an answer; `read` is false where the body is not waited for.
        case reset(read: Bool)
        /// The connection ends inside the answer, after `keep` bytes of its head or body (nil: half of them).
        case cut(Part, keep: Int?)
        /// Nothing comes, until the client leaves.
        case stall
        /// The answer comes in portions of so many bytes, with a pause before each.
        case drip(bytes: Int, pause: Duration)
        /// Status 200 with a web page, as a captive portal answers.
        case html
        /// Half of the body, as if it were all.
        case halfBody
        /// The right body under another `Content-Type`.
        case contentType(String)
        /// The right body, and white space after it up to this number of bytes.
        case hugeBody(Int)
        /// A `Content-Length` that is off by this many bytes.
        case length(Int)
    }

    /// A part of an answer.
    public enum Part: String, Sendable, CaseIterable {
        /// The status line and the header fields.
        case head
        /// What follows them.
        case body
    }

    /// What goes wrong.
    public var kind: Kind
    /// Whether the request has its effect all the same.
    public var applies: Bool

    /// A fault; nothing is checked here.
    public init(_ kind: Kind, applies: Bool) {
        self.kind = kind
        self.applies = applies
    }
}

extension Fault: CustomStringConvertible {
    /// A few words for a log: the name of the play, and what became of the request.
    public var description: String {
        let name =
            switch kind {
            case .status(let status, _, _): "status \(status)"
            case .cut(let part, _): "cut in the \(part.rawValue)"
            default: play.rawValue
            }
        return "\(name), \(applies ? "applied" : "not applied")"
    }

    private var play: FaultPlay {
        switch kind {
        case .delay: .delay
        case .status: .status
        case .refuse: .refuse
        case .reset: .reset
        case .cut: .cut
        case .stall: .stall
        case .drip: .drip
        case .html: .html
        case .halfBody: .half
        case .contentType: .type
        case .hugeBody: .huge
        case .length: .length
        }
    }
}
