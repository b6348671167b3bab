/// How far a cancelling goes.
public enum Cancellation: Sendable, Equatable {
    /// A change that is on its way goes on to its answer; nothing else does.
    case lettingWritesFinish
    /// Everything ends now.
    case everything
}
