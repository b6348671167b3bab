import JSON

/// An answer as a fault leaves it: what is said, how much of it comes, and how it ends.
///
/// The one meaning of each fault. Over HTTP it becomes bytes and pauses, in process a result at a time.
public struct FaultedAnswer: Sendable, Equatable {
    /// How an answer ends.
    public enum Ending: Sendable, Equatable {
        /// As it should.
        case whole
        /// Nothing of it comes, and the connection stays open.
        case silence
        /// Nothing of it comes, and the connection is reset.
        case reset
        /// The connection ends after so many bytes of the part.
        case cut(Fault.Part, keep: Int)
        /// `Content-Length` says this, and then comes the body as it is; where it is too short, the connection ends.
        case falseLength(Int)
    }

    /// What the answer is.
    public var response: SandboxResponse
    /// White space that follows the body, in bytes.
    public var padding = 0
    /// What comes before the first byte.
    public var delay = Duration.zero
    /// Portions of the answer with a pause before each.
    public var portions: (bytes: Int, pause: Duration)?
    /// How it ends.
    public var ending = Ending.whole
    /// After the answer every connection ends, and new ones are refused for this long.
    public var refusal: Duration?

    /// What becomes of `answer` under `fault`; nil for `answer` where the emulator was not asked.
    ///
    /// - Parameter style: how a failure that the fault makes up is told.
    public init(_ fault: Fault?, _ answer: SandboxResponse?, style: EmulatorSettings.ErrorStyle = .object) {
        let answer = answer ?? SandboxResponse(status: 503, text: "")
        response = answer
        switch fault?.kind {
        case nil: break
        case .delay(let seconds): delay = seconds
        case .status(let status, let retryAfter, let body):
            response = Self.failure(status, body, retryAfter, style)
            if let retryAfter { response.headers.append(("retry-after", retryAfter)) }
        case .refuse(let seconds): refusal = seconds
        case .reset: ending = .reset
        case .cut(let part, let keep): ending = .cut(part, keep: keep ?? (part == .head ? 20 : answer.body.count / 2))
        case .stall: ending = .silence
        case .drip(let bytes, let pause): portions = (bytes, pause)
        case .html: response = SandboxResponse(html: Self.portal)
        case .halfBody: response.body = Array(answer.body.prefix(answer.body.count / 2))
        case .contentType(let type):
            response.headers =
                answer.headers.filter { $0.name != "content-type" }
                + [("content-type", type)]
        case .hugeBody(let bytes): padding = max(0, bytes - answer.body.count)
        case .length(let difference): ending = .falseLength(max(0, answer.body.count + difference))
        }
    }

    /// Whether both say the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.response == right.response && left.padding == right.padding && left.delay == right.delay
            && left.portions?.bytes == right.portions?.bytes && left.portions?.pause == right.portions?.pause
            && left.ending == right.ending && left.refusal == right.refusal
    }

    private static func failure(
        _ status: Int, _ body: String?, _ retryAfter: String?, _ style: EmulatorSettings.ErrorStyle
    ) -> SandboxResponse {
        guard let body else {
            let seconds = retryAfter.flatMap { Int64($0) }.map { JSONValue.integer($0) }
            return ErrorBody(status: status, message: "the sandbox plays status \(status)", retryAfter: seconds)
                .response(style)
        }
        let isJSON = body.first == "{" || body.first == "["
        return isJSON
            ? SandboxResponse(status: status, json: Array(body.utf8)) : SandboxResponse(status: status, text: body)
    }

    private static let portal = """
        <!DOCTYPE html>
        <html><head><title>Welcome</title></head><body><h1>Sign in to the network</h1></body></html>

        """
}
