import JSON
import ManagementAPI
import Memory
import Reactor

/// Carries out what `LostCreate` decides.
extension Client {
    /// Begins or goes on to find out what became of a create; false where the failure says it, or nothing can be found.
    func findsOut(_ call: Call, _ failure: RetryPolicy.Failure, _ error: APIError) -> Bool {
        let action: LostCreate.Action
        // After an unreadable answer that was done already.
        let mayBeOpen = failure != .unreadable
        if call.lost == nil {
            guard error.outcome == .unknown, !failure.isRedirect, let sent = call.creation else { return false }
            if mayBeOpen { transport.dropConnections() }
            var lost = LostCreate(reason: error, sent: sent, policy: settings.retry)
            action = lost.firstLost(asked: failure.retryAfter, random: draw())
            call.lost = lost
        } else {
            if error.outcome == .unknown, mayBeOpen { transport.dropConnections() }
            action = call.lost?.secondFailed(asked: failure.retryAfter, random: draw()) ?? .sendAgain
        }
        carryOut(action, for: call)
        return true
    }

    private func carryOut(_ action: LostCreate.Action, for call: Call) {
        guard let lost = call.lost, let creation = call.request.creation else { return }
        switch action {
        case .lookUp(let cursor, let delay):
            call.state = .waiting(
                reactor.schedule(after: delay) { [weak self] in self?.lookUp(for: call, creation, cursor: cursor) })
        case .sendAgain:
            statistics.repetitions += 1
            budget.noteRepetition()
            queueAgain(call)
        case .adopt(let object):
            statistics.adoptions += 1
            notice(
                .adopted(
                    noun: creation.noun, name: lost.sent.name, id: lost.sent.id(of: object), lost: lost.lost))
            if let id = lost.sent.id(of: object).flatMap({ ObjectID($0) }) { noteMade(id, call) }
            finish(call, .success(Answer(status: 200, body: .json(creation.answer(object).encoded()))))
        case .prove(let proof, let id): lookUp(for: call, creation, proof, id: id)
        case .giveUp(let verdict):
            var error = lost.error(verdict, call.request, noun: creation.noun)
            error.attempts = call.sent
            finish(call, .failure(error))
        }
    }

    /// Reads one page of the list by a call of its own, which keeps to the rate and is repeated as any read.
    private func lookUp(for call: Call, _ creation: Creation, cursor: String?) {
        guard let sent = call.creation else { return }
        let request: APIRequest
        do throws(ArgumentProblem) { request = try creation.request(for: sent, cursor: cursor) } catch {
            // A list that wants more than the catalogue's lookup knows: nobody would ever answer the call.
            guard let action = call.lost?.lookupFailed(error.description) else { return }
            return carryOut(action, for: call)
        }
        let id = call.id
        let lookup = add(request, isLookup: true) { [weak self] result in
            guard let self, let call = calls[id], case .inLookup = call.state else { return }
            lookupEnded(call, creation, result)
        }
        call.state = .inLookup(lookup.id)
        queueAgain(lookup)
    }

    /// Reads what has to be seen of an object that looks like what was sent.
    private func lookUp(for call: Call, _ creation: Creation, _ proof: LostCreate.Proof, id object: String) {
        let request: APIRequest
        do throws(ArgumentProblem) {
            guard let made = try creation.request(for: proof, id: object) else { return }
            request = made
        } catch {
            guard let action = call.lost?.lookupFailed(error.description) else { return }
            return carryOut(action, for: call)
        }
        let id = call.id
        let lookup = add(request, isLookup: true) { [weak self] result in
            guard let self, let call = calls[id], case .inLookup = call.state, var lost = call.lost else { return }
            let action: LostCreate.Action
            do throws(APIError) {
                let value = try Self.json(result.get())
                switch (proof, value) {
                case (.whole, .object?): action = lost.proved(whole: value ?? .null)
                case (.versions, .array(let versions)?): action = lost.proved(versions: versions.count)
                default: action = lost.lookupFailed("the answer is not what was asked for")
                }
            } catch {
                action = lost.lookupFailed(error.message)
            }
            call.lost = lost
            carryOut(action, for: call)
        }
        call.state = .inLookup(lookup.id)
        queueAgain(lookup)
    }

    private static func json(_ answer: Answer) -> JSONValue? {
        guard case .json(let text) = answer.body else { return nil }
        return try? JSONValue(parsing: text, surrogates: .replaced)
    }

    private func lookupEnded(_ call: Call, _ creation: Creation, _ result: Result<Answer, APIError>) {
        guard var lost = call.lost else { return }
        let action: LostCreate.Action
        switch result {
        case .failure(let error): action = lost.lookupFailed(error.message)
        case .success(let answer):
            // The tree of a page is many times its text.
            let tree = answer.memory.map { HeldMemory(of: $0.account) }
            if case .json(let text) = answer.body, let tree,
                (try? tree.grow(by: JSONValue.memory(parsing: text.count))) == nil
            {
                action = lost.lookupFailed(TransportError.noMemory.description)
            } else if case .json(let text) = answer.body,
                let page = try? JSONValue(parsing: text, surrogates: .replaced),
                let items = AnswerJudge.items(of: page, wrapper: creation.paging.wrapper)
            {
                let maySend = call.sent - call.throttles < settings.retry.attempts && budget.isLeft
                action = lost.read(
                    items: items, nextCursor: AnswerJudge.nextCursor(of: page, creation.paging), maySend: maySend
                ) {
                    doubt(that: $0, isMadeBy: call)
                }
            } else {
                transport.dropConnections()
                action = lost.lookupFailed("the answer is no page of a list")
            }
        }
        call.lost = lost
        carryOut(action, for: call)
    }
}
