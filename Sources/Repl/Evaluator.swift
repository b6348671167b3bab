import LuaBridge
import Terminal

/// Calls what was compiled, keeps and prints its results, and tells of errors.
public final class Evaluator {
    /// How results are printed at present.
    public var printer: ValuePrinter
    /// Whether each line's time is shown.
    public var isTiming = false
    /// Where the last error came from.
    public private(set) var lastTraceback: String?
    /// Standard output was closed: nobody is there to read more.
    public private(set) var outputIsClosed = false
    private let thread: LuaThread
    private let console: Console
    private let host: ReplHost

    init(thread: LuaThread, console: Console, printer: ValuePrinter, host: ReplHost) {
        self.thread = thread
        self.console = console
        self.printer = printer
        self.host = host
    }

    /// Runs a compiled line.
    func evaluate(_ chunk: LuaReference, printsResults: Bool) {
        let top = thread.top
        defer { thread.setTop(top) }
        thread.push(chunk)
        let clock = ContinuousClock()
        let start = clock.now
        do throws(LuaError) {
            try host.call(thread)
        } catch {
            fail(error)
            showTime(clock.now - start)
            return
        }
        let elapsed = clock.now - start
        let count = thread.top - top
        keepResults(count)
        if printsResults { printResults(count) }
        flush()
        showTime(elapsed)
    }

    /// `_` and `_1`, `_2`, ... are the values of the last line that had any.
    private func keepResults(_ count: Int) {
        guard count > 0, (try? thread.reserve(4)) != nil else { return }
        let first = thread.top - count + 1
        guard count > 1 || !thread.isNoneOrNil(at: first) else { return }
        for offset in 0..<min(count, 32) {
            thread.pushCopy(of: first + offset)
            thread.rawSetGlobal("_\(offset + 1)")
        }
        thread.pushCopy(of: first)
        thread.rawSetGlobal("_")
    }

    private func printResults(_ count: Int) {
        do {
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

    private func fail(_ error: LuaError) {
        if (try? thread.reserve(4)) != nil {
            thread.push(error.value)
            thread.rawSetGlobal("_error")
        }
        lastTraceback = error.traceback
        console.complain(host.describe(thread, error))
    }

    private func flush() {
        do throws(ConsoleError) {
            try console.flush()
        } catch {
            if error == .closed { outputIsClosed = true } else { console.complain(String(describing: error)) }
        }
    }

    private func showTime(_ elapsed: Duration) {
        guard isTiming else { return }
        let (seconds, attoseconds) = elapsed.components
        let milliseconds = Double(seconds) * 1e3 + Double(attoseconds) / 1e15
        console.talk(
            "time \(Int(milliseconds * 1000) / 1000).\(String(Int(milliseconds * 1000) % 1000 + 1000).dropFirst()) ms",
            .dim)
    }
}
