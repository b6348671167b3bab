import NIOCore
import Synchronization
import Testing

@testable import APIClient
@testable import HTTPWire

/// What the script's thread hands to the network's.
struct HandoverTests {
    @Test func allThatIsPostedBeforeTheThreadLooksIsTakenTogetherAndInOrder() async throws {
        let thread = NetworkThread()
        let taken = Mutex<[[String]]>([])
        let handover = Handover(to: thread) { _ in
            { commands in taken.withLock { $0.append(commands.map(Self.name)) } }
        }
        // The thread does nothing else meanwhile.
        try await thread.loop.submit {
            for number in 1...UInt64(3) { handover.post(.cancel(ExchangeID(number: number))) }
            handover.post(.dropConnections)
        }.get()
        // What the thread was asked for before this has been done when it is.
        try await thread.loop.submit {}.get()
        handover.post(.cancel(ExchangeID(number: 4)))
        try await thread.loop.submit {}.get()
        #expect(taken.withLock { $0 } == [["1", "2", "3", "drop"], ["4"]])
    }

    @Test func whatWasNeverNeededIsNotMadeToBeRetired() async throws {
        let thread = NetworkThread()
        let made = Mutex(0)
        let handover = Handover(to: thread) { _ in
            made.withLock { $0 += 1 }
            return { _ in }
        }
        handover.retire()
        try await thread.loop.submit {}.get()
        #expect(made.withLock { $0 } == 0)
    }

    @Test func exchangesHaveNamesOfTheirOwn() {
        let handover = Handover(to: NetworkThread()) { _ in { _ in } }
        #expect(Set((0..<100).map { _ in handover.nextExchange() }).count == 100)
    }

    private static func name(_ command: Handover.Command) -> String {
        switch command {
        case .send: "send"
        case .cancel(let id), .cancelWaiting(let id): "\(id.number)"
        case .dropConnections: "drop"
        case .retire: "retire"
        }
    }
}
