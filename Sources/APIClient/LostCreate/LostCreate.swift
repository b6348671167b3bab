import JSON

/// Finds out what became of a create whose answer was lost, and says what to do next. Pure: no clock, no socket.
///
/// The name of what is made is unique, so a second arrival of the create is refused: whatever is sent here, a service
/// that keeps names unique makes nothing twice. The first request may still be on its way while the list is read; then
/// the second one is refused, and the next lookup finds what the first one made. What a lookup finds is taken only where it
/// is what was sent, is new, and is no other call's.
struct LostCreate {
    /// What to do next.
    enum Action: Equatable {
        /// Read the page of the list that `cursor` names, the newest for nil, after a wait.
        case lookUp(cursor: String?, after: Duration)
        /// Read this about the object of this id, which looks like what was sent.
        case prove(Proof, id: String)
        /// Send the create once more.
        case sendAgain
        /// This object of the list is what was sent: the call has succeeded.
        case adopt(JSONValue)
        /// Nobody can tell.
        case giveUp(Verdict)
    }

    /// What has to be seen of an object before it is taken for what was sent.
    enum Proof: Equatable {
        /// The whole object.
        case whole
        /// Its versions: a new object has one.
        case versions
    }

    /// What is known where nobody can tell whether it was made.
    enum Verdict: Equatable {
        /// The list did not have it each time it was read.
        case absent(lookups: Int)
        /// The list has one of this name that is not what was sent, or not new.
        case different(id: String?, fields: [String])
        /// The list has what was sent, but it may be another call's.
        case doubtful(id: String?, Doubt)
        /// The list has what was sent, but it was changed since: it has so many versions.
        case changed(id: String?, versions: Int)
        /// The list could not be read; the error's message.
        case notFoundOut(String)
        /// The server asks to stay away for longer than a call may wait.
        case toldToWait(Duration)
    }

    /// Why an object that is what was sent may be another call's.
    enum Doubt: Equatable {
        /// It was seen before the create was sent.
        case seenBefore
        /// Another call of this machine was told that it made it.
        case othersMade
        /// Another call of this machine sent the same, and nobody can tell what became of it.
        case othersDoubt
        /// Other processes may make the same at the same time; why.
        case notAlone(String)
        /// It has no id to tell it by.
        case withoutID
    }

    private enum Phase {
        /// Nothing was sent again yet.
        case first
        /// The create was sent a second time, in vain.
        case second
        /// One more lookup, later, in case the server is slow.
        case last
    }

    /// Pages read in one lookup: an object that was made a moment ago stands on the first of them unless a thousand
    /// others were made since.
    static let pageLimit = 10

    /// The first failure: why there is no answer.
    let reason: APIError
    let sent: SentObject
    private let policy: RetryPolicy
    private var phase = Phase.first
    private var lookups = 0
    private var pages = 0
    private var pager = Pager()
    /// The object that looks like what was sent.
    private var candidate = JSONValue.null

    init(reason: APIError, sent: SentObject, policy: RetryPolicy) {
        self.reason = reason
        self.sent = sent
        self.policy = policy
    }

    /// The answer of the first attempt is lost; `asked` is the wait that its `Retry-After` asks for.
    mutating func firstLost(asked: Duration?, random: Double) -> Action {
        begin(.first, asked, random)
    }

    /// The second attempt failed too: its answer is lost, or it was refused, perhaps because the first had arrived.
    mutating func secondFailed(asked: Duration?, random: Double) -> Action {
        begin(.second, asked, random)
    }

    /// A page of the list has come. `maySend` is false where nothing may be sent again; `doubt` says why an object that is
    /// what was sent may be another call's.
    mutating func read(
        items: [JSONValue], nextCursor: JSONValue?, maySend: Bool, doubt: (ObjectID?) -> Doubt? = { _ in nil }
    ) -> Action {
        for item in items {
            switch sent.compare(item) {
            case .other: continue
            case .same:
                let id = sent.id(of: item)
                guard let doubt = doubt(id.flatMap { ObjectID($0) }) else {
                    candidate = item
                    guard sent.needsProof, let id else { return .adopt(item) }
                    return .prove(.whole, id: id)
                }
                return .giveUp(.doubtful(id: id, doubt))
            case .different(let fields):
                return .giveUp(.different(id: sent.id(of: item), fields: fields))
            }
        }
        pages += 1
        let cursor: String?
        do throws(Pager.Problem) { cursor = try pager.next(after: nextCursor) } catch {
            return .giveUp(.notFoundOut(error.description))
        }
        if let cursor, pages < Self.pageLimit { return .lookUp(cursor: cursor, after: .zero) }
        return absent(maySend)
    }

    /// The whole object has come.
    mutating func proved(whole object: JSONValue) -> Action {
        let id = sent.id(of: candidate)
        switch sent.compare(object) {
        case .same:
            candidate = object
            return id.map { .prove(.versions, id: $0) } ?? .adopt(object)
        case .different(let fields): return .giveUp(.different(id: id, fields: fields))
        case .other: return .giveUp(.different(id: id, fields: []))
        }
    }

    /// The object's versions have come: so many.
    func proved(versions count: Int) -> Action {
        count == 1 ? .adopt(candidate) : .giveUp(.changed(id: sent.id(of: candidate), versions: count))
    }

    /// A page could not be read; `message` says why.
    func lookupFailed(_ message: String) -> Action {
        .giveUp(.notFoundOut(message))
    }

    private mutating func absent(_ maySend: Bool) -> Action {
        switch phase {
        case .first where maySend: return .sendAgain
        case .first, .second:
            return lookUp(.last, after: policy.base * 10)
        case .last: return .giveUp(.absent(lookups: lookups))
        }
    }

    private mutating func begin(_ phase: Phase, _ asked: Duration?, _ random: Double) -> Action {
        if let asked, asked > policy.longestWait { return .giveUp(.toldToWait(asked)) }
        // Where nothing is asked for: the time that a server needs to finish what it was about to do.
        return lookUp(phase, after: max(asked ?? .zero, policy.base) + policy.base * random)
    }

    private mutating func lookUp(_ phase: Phase, after delay: Duration) -> Action {
        self.phase = phase
        lookups += 1
        pages = 0
        pager = Pager()
        return .lookUp(cursor: nil, after: delay)
    }
}
