/// How much the diagnostics on standard error tell, from the least to the most.
enum LogLevel: String, Sendable, CaseIterable {
    case error, warning, notice, info, debug, trace
}
