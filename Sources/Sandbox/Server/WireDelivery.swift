/// What a connection does to deliver an answer, step by step.
struct WireDelivery: Equatable {
    enum Step: Equatable {
        /// Sends bytes.
        case bytes([UInt8])
        /// Sends white space, so many bytes of it.
        case spaces(Int)
        /// Waits.
        case pause(Duration)
    }

    /// What follows the last step.
    enum End: Equatable {
        /// The connection goes on, or ends where the head said so.
        case answered
        /// The connection ends.
        case close
        /// The connection is reset.
        case reset
        /// Nothing more happens until the client leaves.
        case wait
    }

    private(set) var steps: [Step] = []
    private(set) var end: End

    /// The delivery of `answer`; `hasBody` is false for the answer to HEAD, whose head speaks of a body that it lacks.
    init(_ answer: FaultedAnswer, date: String, closes: Bool, hasBody: Bool) {
        let body = hasBody ? answer.response.body : []
        var length = answer.response.body.count + answer.padding
        end = .answered
        if case .falseLength(let said) = answer.ending {
            length = said
            if length > answer.response.body.count { end = .close }
        }
        let head = AnswerHead(response: answer.response, length: length, date: date, closes: closes)
        if answer.delay > .zero { steps.append(.pause(answer.delay)) }
        var bytes = head.bytes
        switch answer.ending {
        case .silence:
            end = .wait
            return
        case .reset:
            end = .reset
            return
        case .cut(.head, let keep):
            // An empty line would end the head.
            bytes = Array(bytes.prefix(min(keep, bytes.count - 4)))
            end = .close
        case .cut(.body, let keep):
            // All of the body would be no cut.
            bytes += body.prefix(max(0, min(keep, body.count - 1)))
            end = .close
        case .whole, .falseLength:
            bytes += body
        }
        if let (portion, pause) = answer.portions {
            for start in stride(from: 0, to: bytes.count, by: portion) {
                steps += [.pause(pause), .bytes(Array(bytes[start..<min(start + portion, bytes.count)]))]
            }
        } else {
            steps.append(.bytes(bytes))
        }
        if hasBody, answer.padding > 0 { steps.append(.spaces(answer.padding)) }
    }
}
