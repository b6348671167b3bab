import LuaBridge
public import Printing
import Terminal

/// Calls what was compiled, keeps and prints its results, and tells of errors.
public final class Evaluator {
    /// How results are printed at present.
    public let printer: ValuePrinter
    /// Whether each line's time is shown.
    public var isTiming = false
    /// The last error.
    private(set) var lastError: LuaError?
    /// What the last error said.
    private(set) var lastMessage = ""
    /// Where the last error came from.
    public private(set) var lastTraceback: String?
    /// Standard output was closed: nobody is there to read more.
    public private(set) var outputIsClosed = false
    /// The page of a list that was a result last.
    private(set) var shownPage: LuaReference?
    /// Whether values of the entry or command that ran last were printed.
    private(set) var hasShown = false
    /// How many entries and commands failed.
    private(set) var failures = 0
    /// How often `_` was set.
    var resultChanges: Int { results.changes }
    /// Where results go instead of the screen.
    var sink: ResultSink?
    private let thread: LuaThread
    private let console: Console
    private let host: any ReplHost
    private var results = ResultVariables()
    /// What a call within a host function raised, and where; the outer call sees only the host function.
    private var inner: (value: LuaReference, traceback: String)?

    init(thread: LuaThread, console: Console, printer: ValuePrinter, host: any ReplHost) {
        self.thread = thread
        self.console = console
        self.printer = printer
        self.host = host
    }

    /// Runs a compiled entry.
    /// - Returns: whether it ended without an error.
    @discardableResult
    func evaluate(_ chunk: LuaReference, printsResults: Bool, entry: Int? = nil) -> Bool {
        let top = thread.top
        defer { thread.setTop(top) }
        thread.push(chunk)
        return measured {
            show(thread.top - top, prints: printsResults, keeps: true, entry: entry)
        }
    }

    /// Runs the body of a command as code of an entry is run: interrupts armed, errors told.
    ///
    /// - Parameters:
    ///   - keeps: its results are printed and become `_`.
    ///   - shows: its results are printed.
    ///   - endsByInterrupt: Ctrl-C is the way to end it, which is no error and nothing to tell the time of.
    func run(keeps: Bool = false, shows: Bool = false, endsByInterrupt: Bool = false, _ body: @escaping LuaBody) {
        let top = thread.top
        defer { thread.setTop(top) }
        thread.push(function: body)
        measured(endsByInterrupt: endsByInterrupt) {
            if keeps || shows { show(thread.top - top, prints: true, keeps: keeps) }
        }
    }

    /// Calls the function on top, shows its results, tells its error and its time. Somebody may read the results in a
    /// pager: that is not the line's time.
    @discardableResult
    private func measured(endsByInterrupt: Bool = false, showResults: () -> Void) -> Bool {
        let start = host.now()
        let before = host.traffic()
        var end: ContinuousClock.Instant?
        inner = nil
        hasShown = false
        var hasFailed = false
        do throws(LuaError) {
            try host.call(thread)
            end = host.now()
            showResults()
        } catch {
            hasFailed = true
            if endsByInterrupt, host.isInterrupt(error) {
                // The terminal has written `^C` where the cursor stood.
                if console.isTerminal(.error) { console.err("\n") }
                return true
            }
            fail(error)
        }
        let elapsed = (end ?? host.now()) - start
        flush()
        if !endsByInterrupt { showTime(elapsed, host.traffic() - before) }
        return !hasFailed
    }

    /// Keeps and prints the `count` values on top.
    private func show(_ count: Int, prints: Bool, keeps: Bool, entry: Int? = nil) {
        if showsChanges(count, prints: prints) { return }
        if keeps {
            let first = thread.top - count + 1
            if count > 0, host.isPage(thread, first) { shownPage = thread.reference(at: first) }
            if results.keep(count, of: thread, entry: entry) {
                console.talk("note: _ is yours until it is nil; the last value is in _1", .dim)
            }
        }
        guard prints else { return }
        hasShown = (0..<count).contains { !thread.isNoneOrNil(at: thread.top - $0) }
        printResults(count)
    }

    /// In the place of a lone acknowledgement, which says nothing, what was changed is shown; `_` stays what it was.
    private func showsChanges(_ count: Int, prints: Bool) -> Bool {
        let changes = host.takeChanges()
        guard !changes.isEmpty, prints, count == 1, thread.type(at: -1) == .boolean, thread.truth(at: -1),
            console.isTerminal(.output)
        else { return false }
        do throws(ConsoleError) {
            for line in changes { try console.out(line + "\n") }
        } catch {
            if error == .closed { outputIsClosed = true } else { console.complain(String(describing: error)) }
        }
        return true
    }

    private func printResults(_ count: Int) {
        do {
            if let sink {
                for index in ValuePrinter.printed(count, of: thread) { try sink.take(thread, index, printer) }
                return
            }
            try printer.print(thread, count: count, to: console)
        } catch ConsoleError.closed {
            outputIsClosed = true
        } catch let error as LuaError {
            // Ctrl-C, in a __tostring that did not end.
            fail(error)
        } catch {
            console.complain(String(describing: error))
        }
    }

    /// Nobody reads standard output any more.
    func noteClosedOutput() { outputIsClosed = true }

    private func fail(_ error: LuaError) {
        failures += 1
        lastMessage = error.message
        lastError = error
        results.keep(error, of: thread)
        lastTraceback = error.traceback
        if let inner, isSame(inner.value, error.value) { lastTraceback = inner.traceback }
        inner = nil
        if let lines = host.scriptEnd(error) {
            for line in lines { console.complain(line) }
        } else {
            console.complain(host.describe(thread, error))
        }
        if let account = host.account(error) { console.complain(account) }
    }

    /// Keeps where a call within a host function failed, for when the same value gets to the outer call.
    func noteInner(_ error: LuaError) {
        guard let traceback = error.traceback else { return }
        if let inner, isSame(inner.value, error.value) { return }
        inner = (error.value, traceback)
    }

    private func isSame(_ one: LuaReference, _ other: LuaReference) -> Bool {
        thread.push(one)
        defer { thread.pop() }
        return thread.isRawEqual(-1, to: other)
    }

    private func flush() {
        do throws(ConsoleError) {
            try console.flush()
        } catch {
            if error == .closed { outputIsClosed = true } else { console.complain(String(describing: error)) }
        }
    }

    /// A slow line shows its time unasked, but only to somebody who sits there.
    private func showTime(_ elapsed: Duration, _ traffic: Traffic) {
        guard isTiming || (elapsed >= TimingLine.slow && console.isTerminal(.error) && !host.isQuiet) else { return }
        console.talk(TimingLine.text(elapsed, traffic), .dim)
    }
}
