import Reactor

/// Has the journal keep each change before it is sent.
extension Client {
    /// Lets a change that may go wait for the journal, and then for its turn.
    func keep(_ call: Call) {
        guard let journal else { return enqueue(call) }
        let entry = JournalEntry(call: call.id, request: call.request)
        call.entry = entry
        call.state = .beingKept
        guard let request = journal.readBefore(entry) else { return addToBatch(call) }
        let id = call.id
        var patience: Reactor.TimerID?
        let read = add(request, isLookup: true, isSentOnce: true) { [weak self] result in
            guard let self else { return }
            if let patience { reactor.cancel(patience) }
            guard let call = calls[id], case .readingBefore = call.state else { return }
            call.entry?.before = try? result.get()
            call.state = .beingKept
            addToBatch(call)
        }
        call.state = .readingBefore(read.id)
        queueAgain(read)
        // The read is the journal's wish: it may not hold the change up for as long as a call may take.
        patience = reactor.schedule(after: JournalEntry.patience) { [weak self] in self?.cancel(read.id) }
    }

    /// All changes that are ready by the end of this turn are kept by one write.
    private func addToBatch(_ call: Call) {
        batches.add(call.id)
        keepBatchSoon()
    }

    private func keepBatchSoon() {
        guard batchTimer == nil else { return }
        batchTimer = reactor.schedule(after: .zero) { [weak self] in
            self?.batchTimer = nil
            self?.keepBatch()
        }
    }

    private func keepBatch() {
        guard let journal else { return }
        let entries = batches.next().compactMap { calls[$0]?.entry }
        guard !entries.isEmpty else { return batches.ended() }
        journal.willSend(entries) { [weak self] failure in self?.kept(entries, failure) }
    }

    private func kept(_ entries: [JournalEntry], _ failure: String?) {
        batches.ended()
        for entry in entries {
            guard let call = calls[entry.call] else {
                // It was stopped meanwhile, and its row stands.
                if failure == nil { journal?.didEnd(entry, JournalEnd(stoppedBefore: entry)) }
                continue
            }
            if let failure {
                finishLater(call, .refused("no record of the change can be kept: \(failure)", call.request))
            } else {
                call.isKept = true
                enqueue(call)
            }
        }
        keepBatchSoon()
    }

    /// A call has ended; one that is being kept is told of when that is done.
    func noteInJournal(_ call: Call, _ result: Result<Answer, APIError>) {
        guard let journal else { return }
        if !call.request.mutates, case .success(let answer) = result, let sent = call.sentAt {
            journal.didRead(call.request, answer, sent: sent)
        }
        guard call.isKept, let entry = call.entry else { return }
        journal.didEnd(entry, JournalEnd(result, attempts: call.sent, steps: call.composed?.steps ?? []))
    }
}
