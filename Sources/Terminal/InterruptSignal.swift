import CEdit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ctrl-C and the other signals that concern a terminal.
///
/// Installed once, on the main thread. While work is armed, SIGINT calls the caller's C function on the main thread (from
/// the handler: it must be async-signal-safe). The second one restores the terminal and ends the process with 130, unless
/// the host waits and hears it by itself; the third one always does. While a line is read, SIGINT clears the line. SIGTERM, SIGHUP, SIGQUIT and crashes restore the terminal
/// first; SIGTSTP too; SIGPIPE ends the process quietly with 0 when standard output is what
/// broke and nothing was written elsewhere, and does nothing otherwise.
public final class InterruptSignal {
    /// What SIGINT calls: a C function of what it stops and why; it must be async-signal-safe.
    public typealias Hook = @convention(c) (OpaquePointer?, Int32) -> Void

    /// Installs the handlers; signals that the parent process ignored stay ignored.
    public init() {
        // Without the wake-up pipe (no descriptors left) signals are still seen, at the next key.
        _ = csig_install()
    }

    /// Readable after a signal; call `drain` when it is. -1 where there is none.
    public var wakeDescriptor: Int32 { csig_wake_descriptor() }

    /// Empties the wake descriptor.
    public func drain() { csig_drain() }

    /// From here to `disarm` SIGINT calls `hook(host, reason)`; one that came just before calls it at once.
    public func arm(_ hook: @escaping Hook, host: OpaquePointer?, reason: Int32) {
        csig_arm(hook, host, reason)
    }

    /// Ends what `arm` began and forgets the presses.
    /// - Returns: whether SIGINT came meanwhile.
    @discardableResult
    public func disarm() -> Bool { csig_disarm() > 0 }

    /// How often SIGINT came since it was last armed, disarmed or taken.
    public var presses: Int { Int(csig_presses()) }

    /// Forgets the presses, so that the next one is a first one again.
    @discardableResult
    public func take() -> Int { Int(csig_take_presses()) }

    /// Ends the process with `code` unless it has ended by itself within the time: for a way out that may hang.
    public func exit(within seconds: UInt32, code: Int32) { csig_exit_within(seconds, code) }

    /// Takes back what `exit(within:code:)` announced.
    public func stay() { csig_stay() }

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

    /// Puts the terminal back as it was; for ways out of the process that run no exit handlers.
    public func restoreTerminal() { csig_restore_terminal() }
}
