import CEdit
import Platform

/// Ctrl-C and the other signals, as `SignalRule.all` lists them.
///
/// Installed once, on the main thread. While work is armed, what asks for its end calls the caller's C function on the main
/// thread (from the handler: it must be async-signal-safe). A second request ends the process at once, unless the host waits
/// and hears it by itself; a third one always does. While a line is read, SIGINT clears the line.
public final class InterruptSignal {
    /// What a request calls: a C function of what it stops and why; it must be async-signal-safe.
    public typealias Hook = @convention(c) (OpaquePointer?, Int32) -> Void

    /// Installs the handlers; signals that the parent process ignored stay ignored.
    public init() {
        // Without the wake-up pipe (no descriptors left) there are no handlers, and signals do what they do by default.
        guard csig_install() == 0 else { return }
        for rule in SignalRule.all { rule.install() }
    }

    /// Readable after a signal; call `drain` when it is. -1 where there is none.
    public var wakeDescriptor: Int32 { csig_wake_descriptor() }

    /// Empties the wake descriptor.
    public func drain() { csig_drain() }

    /// From here on a signal that ends the process stops the code that runs first, and whoever sees to the end of the
    /// process finds it in `ending`. Before, it ends the process as it does by default, with the terminal restored.
    public func beginSession() { csig_begin_session() }

    /// Whether a prompt is open, where SIGQUIT is like SIGINT.
    public func promptIsOpen(_ isOpen: Bool) { csig_prompt_is_open(isOpen ? 1 : 0) }

    /// From here to `disarm` SIGINT calls `hook(host, reason)` and what ends the process `hook(host, ending)`; one that came
    /// just before calls it at once.
    public func arm(_ hook: @escaping Hook, host: OpaquePointer?, reason: Int32, ending: Int32? = nil) {
        csig_arm(hook, host, reason, ending ?? reason)
    }

    /// Ends what `arm` began and forgets the presses.
    /// - Returns: whether a request came meanwhile.
    @discardableResult
    public func disarm() -> Bool { csig_disarm() > 0 }

    /// How often an end was asked for since it was last armed, disarmed or taken.
    public var presses: Int { Int(csig_presses()) }

    /// Forgets the presses, so that the next one is a first one again.
    @discardableResult
    public func take() -> Int { Int(csig_take_presses()) }

    /// The first signal that is to end the process; nil where none came.
    public var ending: Int32? { Self.ending }

    /// The first signal that is to end the process; nil where none came.
    public static var ending: Int32? {
        let number = csig_ending()
        return number == 0 ? nil : number
    }

    /// Ends the process by the signal, so that whoever waits for it sees that; a shell goes on with the next command
    /// after one that only says so by its code.
    public func die(of number: Int32) -> Never {
        _ = fflush(nil)
        csig_die(number)
    }

    /// Ends the process unless it has ended by itself within the time: for a way out that may hang.
    public func leave(within limit: Duration, _ ending: LateEnding) {
        csig_leave_within(
            limit.wholeMilliseconds, ending.code, ending.codeWithChanges, ending.signal ?? 0, ending.message)
    }

    /// Takes back what `leave` announced.
    public func stay() { csig_stay() }

    /// Gives up writing when nobody has read for so long.
    public func boundOutput(_ limit: Duration) { csig_bound_output(limit.wholeMilliseconds) }

    /// Whether the host waits for something and looks at the presses itself: then the second one is left to it.
    public func hostWaits(_ waits: Bool) { csig_host_waits(waits ? 1 : 0) }

    /// As if Ctrl-C had been pressed: for one that only a child process heard.
    public func press() { _ = raise(SIGINT) }

    /// A change is sent to a server: from here on a closed output does not end the process, which must not leave it half
    /// done, and an end that does not wait says how many are on their way. May be called on any thread.
    public static func noteWriteBegan() { csig_write_began() }

    /// The change was answered, or given up. May be called on any thread.
    public static func noteWriteEnded() { csig_write_ended() }

    /// Whether a change was sent.
    public static var hasNotedWrite: Bool { csig_has_written() != 0 }
}
