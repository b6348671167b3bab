import Synchronization

/// What a state shares with the references that may outlive it, or be dropped on another thread than the state's: the
/// indices they no longer need, which the state frees when it next makes a reference.
final class LuaStateLifetime: Sendable {
    private struct Content {
        var isOpen = true
        var dropped: [Int32] = []
    }

    private let content = Mutex(Content())

    var isOpen: Bool { content.withLock { $0.isOpen } }

    /// Called once the state is closed: the registry is gone and with it all indices.
    func end() {
        content.withLock {
            $0.isOpen = false
            $0.dropped = []
        }
    }

    /// Remembers an index that no reference needs any more.
    func drop(_ index: Int32) {
        content.withLock { if $0.isOpen { $0.dropped.append(index) } }
    }

    /// Hands over the indices dropped so far.
    func takeDropped() -> [Int32] {
        content.withLock { content in
            guard !content.dropped.isEmpty else { return [] }
            defer { content.dropped.removeAll(keepingCapacity: true) }
            return content.dropped
        }
    }
}
