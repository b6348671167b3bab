import ManagementAPI
import Reactor

/// Who makes an object: one call of this machine at a time, and none takes what another one made.
extension Client {
    /// How long a create waits for another process that makes the same.
    static let longestClaim = Duration.seconds(10)
    private static let firstClaimPause = Duration.milliseconds(5)
    private static let longestClaimPause = Duration.milliseconds(200)

    /// Notes objects that were seen in a list, by the name of their type; answers about how many bytes more that takes.
    @discardableResult
    public func note(seen ids: some Sequence<ObjectID>, of kind: String) -> Int {
        sightings.note(ids, kind)
    }

    /// Lets a call wait for its turn: a create when no other call of this machine makes the same.
    func claim(_ call: Call) {
        guard let creation = call.request.creation,
            let sent = SentObject(
                call.request.body, creation.lookup, idField: creation.idField, tombstone: creation.tombstone)
        else {
            return keep(call)
        }
        call.creation = sent
        claim(call, Self.name(of: sent, creation), since: reactor.now, pause: Self.firstClaimPause)
    }

    /// Where the right cannot be had the create is sent all the same: the service refuses a second one. But then nothing
    /// that the list shows is taken for what it made.
    private func claim(_ call: Call, _ name: String, since: Reactor.Instant, pause: Duration) {
        do throws(StateFileProblem) {
            if let claim = try claims.take(name) {
                call.claim = claim
            } else if since.duration(to: reactor.now) < Self.longestClaim {
                call.state = .waiting(
                    reactor.schedule(after: pause) { [weak self] in
                        self?.claim(call, name, since: since, pause: min(pause * 2, Self.longestClaimPause))
                    })
                return
            } else {
                call.notAlone = "another process has been making it for \(Int(Self.longestClaim.inSeconds)) s"
            }
        } catch {
            cannotClaim(error, call)
        }
        keep(call)
    }

    private func cannotClaim(_ problem: StateFileProblem, _ call: Call) {
        call.notAlone = problem.description
        tellOnce(.createsNotShared(problem.description))
    }

    /// A text of an answer had half a surrogate pair in it, which was replaced.
    public func noteReplacedSurrogates() { tellOnce(.replacedSurrogates) }

    /// An argument of a call breaks a rule that is not documented. Said once for each argument of each call.
    public func note(doubt problem: String, about argument: String, of call: String) {
        tellOnce(.doubtful(call: call, argument: argument, problem: problem))
    }

    func tellOnce(_ told: ClientNotice) {
        if self.told.insert(told.kind).inserted { notice(told) }
    }

    /// This is what the call made: no other call may take it for its own.
    func noteMade(_ id: ObjectID, _ call: Call) {
        guard let creation = call.request.creation else { return }
        do throws(StateFileProblem) { try claims.note(Self.mark(of: id, creation)) } catch { cannotClaim(error, call) }
    }

    /// Ends what the call has claimed. Where nobody can tell what became of it, others must know: what they find of this
    /// name may be its.
    func unclaim(_ call: Call, _ result: Result<Answer, APIError>) {
        guard let sent = call.creation, let creation = call.request.creation else { return }
        if call.sent > 0, case .failure(let error) = result, error.outcome == .unknown {
            let mark = Self.doubt(of: sent, creation)
            do throws(StateFileProblem) { try claims.note(mark) } catch { cannotClaim(error, call) }
        }
        call.claim?.release()
        call.claim = nil
    }

    /// Why an object that is what the call sent may be another call's, or nil.
    func doubt(that id: ObjectID?, isMadeBy call: Call) -> LostCreate.Doubt? {
        guard let creation = call.request.creation, let sent = call.creation else { return nil }
        guard let id else { return .withoutID }
        if sightings.had(id, creation.kind, before: call.sightings) { return .seenBefore }
        if let reason = call.notAlone { return .notAlone(reason) }
        do throws(StateFileProblem) {
            if try claims.has(Self.mark(of: id, creation)) { return .othersMade }
            if try claims.has(Self.doubt(of: sent, creation)) { return .othersDoubt }
        } catch {
            cannotClaim(error, call)
            return .notAlone(error.description)
        }
        return nil
    }

    private static func name(of sent: SentObject, _ creation: Creation) -> String {
        "\(creation.kind)\u{0}\(sent.identity)"
    }

    private static func doubt(of sent: SentObject, _ creation: Creation) -> String {
        "doubt\u{0}\(name(of: sent, creation))"
    }

    private static func mark(of id: ObjectID, _ creation: Creation) -> String {
        "made\u{0}\(creation.kind)\u{0}\(id)"
    }
}
