import Platform

/// The clock of the system.
public enum SystemTime {
    /// Milliseconds since the beginning of 1970, UTC.
    @Sendable public static func now() -> UnixMilliseconds {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
