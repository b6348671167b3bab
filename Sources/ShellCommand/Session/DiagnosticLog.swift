import Logging

/// Diagnostics on standard error, as `AMPSH_LOG` asks for them; nothing without it.
enum DiagnosticLog {
    static func logger(_ level: LogLevel?) -> Logger {
        guard let level, let wanted = Logger.Level(rawValue: level.rawValue) else {
            return Logger(label: "ampsh") { _ in SwiftLogNoOpLogHandler() }
        }
        var logger = Logger(label: "ampsh") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = wanted
        return logger
    }
}
