import CEdit
import Platform

/// Signals and what is done about each: what `InterruptSignal` installs, and what docs/COMMAND.md says.
public struct SignalRule: Sendable {
    /// What is done.
    public enum Action: Sendable, CaseIterable {
        case interrupt, quit, end, brokenPipe, fileLimit, stop, goOn, resize, fatal

        /// What it means while code runs.
        public var whileCodeRuns: String {
            switch self {
            case .interrupt:
                "the code is stopped: no request begins, changes under way are waited for, five seconds at most, and what was"
                    + " done is said; then a script ends by the signal, and a prompt goes on"
            case .quit: "in a script as the next row; at a prompt as SIGINT"
            case .end: "as SIGINT, and the process ends by the signal"
            case .brokenPipe:
                "the process ends with 0 where standard output lost its reader and no change was sent; else the write fails"
            case .fileLimit: "the write fails: “File too large”"
            case .stop: "the process stops, with the terminal as it was"
            case .goOn, .resize: "nothing"
            case .fatal: "the terminal is put back, changes in flight are counted, and the process ends by the signal"
            }
        }

        /// What it means while a line is typed.
        public var atThePrompt: String {
            switch self {
            case .interrupt: "clears the line"
            case .quit: "as SIGINT; its key does nothing"
            case .end: "ends the shell"
            case .stop: "stops the shell"
            case .goOn: "draws the line anew"
            case .resize: "draws the line anew"
            case .brokenPipe, .fileLimit, .fatal: "the same"
            }
        }

        fileprivate var code: csig_action {
            switch self {
            case .interrupt: CSIG_INTERRUPT
            case .quit: CSIG_QUIT
            case .end: CSIG_END
            case .brokenPipe: CSIG_BROKEN_PIPE
            case .fileLimit: CSIG_FILE_LIMIT
            case .stop: CSIG_STOP
            case .goOn: CSIG_CONTINUE
            case .resize: CSIG_RESIZE
            case .fatal: CSIG_FATAL
            }
        }
    }

    /// `SIGTERM`.
    public let name: String
    /// Its number; the numbers of all where the name is that of a range.
    public let numbers: ClosedRange<Int32>
    /// What is done.
    public let action: Action

    init(_ name: String, _ number: Int32, _ action: Action) {
        self.init(name, number...number, action)
    }

    private init(_ name: String, _ numbers: ClosedRange<Int32>, _ action: Action) {
        self.name = name
        self.numbers = numbers
        self.action = action
    }

    /// All that are not left to the system. A signal that the parent process ignores stays ignored.
    public static let all: [SignalRule] =
        [
            SignalRule("SIGINT", SIGINT, .interrupt),
            SignalRule("SIGQUIT", SIGQUIT, .quit),
            SignalRule("SIGTERM", SIGTERM, .end),
            SignalRule("SIGHUP", SIGHUP, .end),
            SignalRule("SIGUSR1", SIGUSR1, .end),
            SignalRule("SIGUSR2", SIGUSR2, .end),
            SignalRule("SIGALRM", SIGALRM, .end),
            SignalRule("SIGVTALRM", SIGVTALRM, .end),
            SignalRule("SIGPROF", SIGPROF, .end),
            SignalRule("SIGXCPU", SIGXCPU, .end),
            SignalRule("SIGSYS", SIGSYS, .end),
        ] + ofThisSystem + [
            SignalRule("SIGPIPE", SIGPIPE, .brokenPipe),
            SignalRule("SIGXFSZ", SIGXFSZ, .fileLimit),
            SignalRule("SIGTSTP", SIGTSTP, .stop),
            SignalRule("SIGCONT", SIGCONT, .goOn),
            SignalRule("SIGWINCH", SIGWINCH, .resize),
            SignalRule("SIGSEGV", SIGSEGV, .fatal),
            SignalRule("SIGBUS", SIGBUS, .fatal),
            SignalRule("SIGFPE", SIGFPE, .fatal),
            SignalRule("SIGILL", SIGILL, .fatal),
            SignalRule("SIGABRT", SIGABRT, .fatal),
            SignalRule("SIGTRAP", SIGTRAP, .fatal),
        ]

    /// What else ends a process that does nothing about it.
    private static var ofThisSystem: [SignalRule] {
        #if os(Linux)
            var first: Int32 = 0
            var last: Int32 = 0
            csig_realtime(&first, &last)
            return [
                SignalRule("SIGIO", SIGIO, .end), SignalRule("SIGPWR", SIGPWR, .end),
                SignalRule("SIGSTKFLT", SIGSTKFLT, .end), SignalRule("SIGRTMIN", first...last, .end),
            ]
        #else
            return []
        #endif
    }

    /// The name of a signal by its number.
    public static func name(of number: Int32) -> String {
        guard let rule = all.first(where: { $0.numbers.contains(number) }) else { return "signal \(number)" }
        let offset = number - rule.numbers.lowerBound
        return offset == 0 ? rule.name : "\(rule.name)+\(offset)"
    }

    /// Has the handlers do it.
    func install() {
        csig_handle(numbers.lowerBound, numbers.upperBound, Int32(action.code.rawValue), name)
    }
}
