import APIClient
import NIOCore
import TestSupport
import Testing

@testable import HTTPWire

/// A pool whose connections do anything at any time.
struct PoolSimulationTests {
    /// What a pool should look like from outside, by what it said and was told.
    private struct Model {
        var unstarted: [ExchangeID] = []
        var opening: Set<ConnectionID> = []
        var idle: Set<ConnectionID> = []
        var busy: [ConnectionID: ExchangeID] = [:]
        var distrusted: Set<ConnectionID> = []
        var ended: Set<ExchangeID> = []
        var connections: Int { opening.count + idle.count + busy.count }

        mutating func close(_ id: ConnectionID) {
            opening.remove(id)
            idle.remove(id)
            if let exchange = busy.removeValue(forKey: id) { end(exchange) }
        }

        mutating func end(_ exchange: ExchangeID) {
            #expect(ended.insert(exchange).inserted, "ended twice")
        }
    }

    @Test func everyRequestIsStartedOrEndedOnceAndInOrder() {
        for seed in 0..<UInt64(Reliability.count(400, full: 40_000)) { play(seed) }
    }

    private func play(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let limit = Int.random(in: 1...4, using: &random)
        var now = NIODeadline.uptimeNanoseconds(0)
        var state = PoolState(
            PoolState.Limits(connections: limit, connecting: .seconds(10), idle: .seconds(20)), now: now)
        var model = Model()
        var sent: UInt64 = 0
        for _ in 0..<300 {
            let connections = (model.opening.union(model.idle).union(model.busy.keys)).sorted { $0.number < $1.number }
            let some = connections.randomElement(using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0...3:
                sent += 1
                let exchange = ExchangeID(number: sent)
                model.unstarted.append(exchange)
                state.add(exchange, deadline: now + .seconds(.random(in: 1...40, using: &random)), at: now)
            case 4...7:
                guard let some, !model.idle.contains(some) else { continue }
                if let exchange = model.busy.removeValue(forKey: some) { model.end(exchange) }
                model.opening.remove(some)
                model.idle.insert(some)
                state.becameReady(some, at: now)
            case 8:
                guard let some else { continue }
                if model.opening.contains(some) { state.gaveUp(some, .reset) } else { state.closed(some) }
                model.close(some)
            case 9:
                guard sent > 0 else { continue }
                state.cancel(ExchangeID(number: .random(in: 1...sent, using: &random)))
            case 10:
                model.distrusted.formUnion(model.idle.union(model.busy.keys))
                state.distrust()
            default:
                now = now + .seconds(.random(in: 0...8, using: &random))
                state.timePassed(to: now)
            }
            drain(&state, &model, limit)
        }
        // All come to an end by themselves, by their deadlines if nothing else.
        for _ in 0..<10 {
            now = now + .seconds(60)
            state.timePassed(to: now)
            drain(&state, &model, limit)
        }
        #expect(model.ended.count == Int(sent), "seed \(seed)")
        #expect(model.connections == 0 && state.nextDue == nil, "seed \(seed)")
    }

    private func drain(_ state: inout PoolState, _ model: inout Model, _ limit: Int) {
        while let action = state.next() {
            switch action {
            case .open(let id):
                #expect(!model.unstarted.isEmpty)
                #expect(model.opening.insert(id).inserted)
                #expect(model.connections <= limit)
            case .start(let exchange, let id):
                #expect(model.unstarted.first == exchange, "first come, first served")
                model.unstarted.removeFirst()
                #expect(model.idle.remove(id) != nil && !model.distrusted.contains(id))
                model.busy[id] = exchange
            case .end(let exchange, let error):
                #expect(error.certainlyNotSent || error == .reset)
                let place = model.unstarted.firstIndex(of: exchange)
                #expect(place != nil, "it was not started")
                if let place { model.unstarted.remove(at: place) }
                model.end(exchange)
            case .cancel(let id, let error):
                if model.opening.contains(id) { state.gaveUp(id, error) } else { state.closed(id) }
                model.close(id)
            case .close(let id):
                #expect(model.busy[id] == nil && !model.opening.contains(id))
                model.idle.remove(id)
            }
        }
    }
}
