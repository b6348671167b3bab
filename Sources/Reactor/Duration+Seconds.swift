extension Duration {
    /// The duration in seconds.
    public var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    /// The duration in whole milliseconds, rounded down.
    public var inMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }

    /// The duration in whole nanoseconds, rounded down; at most 100 years.
    public var inNanoseconds: Int64 {
        let (seconds, attoseconds) = Swift.min(self, .seconds(3_155_760_000)).components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
