/// Carries out what `ComposedCall` says.
extension Client {
    /// Begins with the requests of a call that is made of several.
    func compose(_ call: Call) {
        guard let action = call.composed?.begin() else { return }
        carryOut(action, of: call)
    }

    private func carryOut(_ action: ComposedCall.Action, of call: Call) {
        switch action {
        case .read where gates.isHalted(), .write where gates.isHalted():
            let error = APIError.stopped(call)
            finishLater(call, call.composed?.stopped(error, requestUnderWay: nil) ?? error)
        case .read(let request): send(request, of: call)
        case .write(let request) where call.firstWrite == nil:
            call.firstWrite = request
            admit(call)
        case .write(let request): send(request, of: call)
        case .done: endLater(call, .success(Answer(status: 200, body: .empty)))
        case .failed(let error): finishLater(call, error)
        }
    }

    /// Sends one request of a composed call, as a call of the client's own: with its rate, repetitions and cancelling.
    func send(_ request: APIRequest, of call: Call) {
        let id = call.id
        let part = add(request, isLookup: true) { [weak self] result in
            guard let self, let call = calls[id], case .composing = call.state else { return }
            call.sent += 1
            if let action = call.composed?.took(result) { carryOut(action, of: call) }
        }
        call.state = .composing(part.id)
        queueAgain(part)
    }
}
