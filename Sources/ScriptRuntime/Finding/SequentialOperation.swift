import APIClient
import LuaBridge

/// Operations one after the other, of which the results of the last count.
final class SequentialOperation: HostOperation {
    private var rest: [any HostOperation]
    /// Called when one of those before the last has ended well.
    private let passed: () -> Void
    /// Called when one of them has failed.
    private let failed: () -> Void
    private var signal: () -> Void = {}
    private var cancelled: Cancellation?

    /// - Parameter operations: at least one.
    init(_ operations: [any HostOperation], passed: @escaping () -> Void, failed: @escaping () -> Void) {
        rest = operations
        self.passed = passed
        self.failed = failed
    }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        rest.first?.begin(signal: signal)
    }

    func advance(on thread: LuaThread) throws -> Progress {
        guard let first = rest.first, case .done(let results) = try step(first, thread) else { return .waiting }
        guard rest.count > 1 else { return .done(results: results) }
        thread.pop(results)
        rest.removeFirst()
        passed()
        if let cancelled { rest[0].cancel(cancelled) }
        rest[0].begin(signal: signal)
        return .waiting
    }

    private func step(_ operation: any HostOperation, _ thread: LuaThread) throws -> Progress {
        do { return try operation.advance(on: thread) } catch {
            failed()
            throw error
        }
    }

    func cancel(_ extent: Cancellation) {
        cancelled = extent
        rest.first?.cancel(extent)
    }
}
