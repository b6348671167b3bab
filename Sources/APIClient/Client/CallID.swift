/// Names a call of one client, to cancel it.
public struct CallID: Hashable, Sendable {
    let number: UInt64
}
