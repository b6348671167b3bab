import Platform

/// A signal that is to end a process in order.
public struct EndingSignal: Sendable, CustomStringConvertible {
    /// `SIGTERM`.
    public let name: String
    /// Its number.
    public let number: Int32

    /// A signal by its name.
    public init(name: String, number: Int32) {
        self.name = name
        self.number = number
    }

    /// The name.
    public var description: String { name }

    /// Those that end a script and a prompt.
    public static let all: [EndingSignal] = {
        var all = [
            EndingSignal(name: "SIGTERM", number: SIGTERM), EndingSignal(name: "SIGHUP", number: SIGHUP),
            EndingSignal(name: "SIGUSR1", number: SIGUSR1), EndingSignal(name: "SIGUSR2", number: SIGUSR2),
            EndingSignal(name: "SIGALRM", number: SIGALRM), EndingSignal(name: "SIGVTALRM", number: SIGVTALRM),
            EndingSignal(name: "SIGPROF", number: SIGPROF), EndingSignal(name: "SIGXCPU", number: SIGXCPU),
            EndingSignal(name: "SIGSYS", number: SIGSYS),
        ]
        #if os(Linux)
            all += [
                EndingSignal(name: "SIGIO", number: SIGIO), EndingSignal(name: "SIGPWR", number: SIGPWR),
                EndingSignal(name: "SIGSTKFLT", number: SIGSTKFLT),
            ]
        #endif
        return all
    }()

    /// Ends a script; at a prompt it is like SIGINT.
    public static let quit = EndingSignal(name: "SIGQUIT", number: SIGQUIT)
    /// Ends a script; at a prompt it stops what runs.
    public static let interrupt = EndingSignal(name: "SIGINT", number: SIGINT)
}
