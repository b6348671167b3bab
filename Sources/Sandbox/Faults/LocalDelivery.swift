/// What a client in the same process gets of an answer, and when.
public struct LocalDelivery: Sendable, Equatable {
    /// What arrives.
    public enum Arrival: Sendable, Equatable {
        /// A whole answer.
        case answer(SandboxResponse)
        /// Nobody listens.
        case refused
        /// The connection breaks before an answer begins.
        case reset
        /// The connection ends in the head of the answer.
        case cutInHead
        /// The connection ends in the body of the answer.
        case cutInBody
        /// More than the client takes; nothing is made of it.
        case tooLarge
        /// Nothing, ever.
        case nothing
    }

    /// What arrives.
    public var arrival: Arrival
    /// After how long.
    public var after: Duration

    /// The delivery of `answer` to a client that takes bodies of up to `limit` bytes.
    public init(_ answer: FaultedAnswer, limit: Int) {
        var response = answer.response
        after = answer.delay
        switch answer.ending {
        case .silence: arrival = .nothing
        case .reset: arrival = .reset
        case .cut(.head, _): arrival = .cutInHead
        case .cut(.body, _): arrival = .cutInBody
        case .falseLength(let length) where length > response.body.count: arrival = .cutInBody
        case .falseLength(let length):
            response.body = Array(response.body.prefix(length))
            arrival = .answer(response)
        case .whole:
            let size = response.body.count + answer.padding
            if size > limit {
                arrival = .tooLarge
            } else {
                response.body += [UInt8](repeating: 0x20, count: answer.padding)
                arrival = .answer(response)
            }
            if let (bytes, pause) = answer.portions {
                // The head drips too; its size on the wire is about this.
                after += pause * ((size + Self.headSize + bytes - 1) / bytes)
            }
        }
    }

    /// About the bytes of an answer's head.
    private static let headSize = 150
}
