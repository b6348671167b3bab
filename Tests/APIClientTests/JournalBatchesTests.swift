import Testing

@testable import APIClient

struct JournalBatchesTests {
    private static let calls = (1...4).map { CallID(number: $0) }

    @Test func oneBatchIsUnderWayAtATime() {
        var batches = JournalBatches()
        #expect(batches.next() == [])
        batches.add(Self.calls[0])
        batches.add(Self.calls[1])
        #expect(batches.next() == [Self.calls[0], Self.calls[1]])
        batches.add(Self.calls[2])
        #expect(batches.next() == [])
        batches.ended()
        #expect(batches.next() == [Self.calls[2]])
        batches.ended()
        #expect(batches.next() == [])
    }

    @Test func whatEndedBeforeItWasKeptIsLeftOut() {
        var batches = JournalBatches()
        for call in Self.calls { batches.add(call) }
        batches.drop(Self.calls[1])
        #expect(batches.next() == [Self.calls[0], Self.calls[2], Self.calls[3]])
    }
}
