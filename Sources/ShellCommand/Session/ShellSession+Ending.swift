import APIClient
import LuaBridge
import Memory
import Platform
import Repl
import ScriptRuntime
import Secrets
import Terminal

extension ShellSession {
    /// How a piece of code ended.
    enum Ending: Equatable {
        case ended(ExitCode)
        /// A script ended itself, or the prompt was left, with a code of the user's choice.
        case left(Int32)
        /// Standard output was closed: nobody is there to read more.
        case closedOutput
        /// A signal stopped it, and the process ends by the same.
        case stopped(by: Int32)
    }

    /// Runs one piece and turns what it throws into an ending.
    func ending(_ body: () throws -> Void) -> Ending {
        defer { state.main.setTop(0) }
        do {
            try body()
            return .ended(.done)
        } catch ConsoleError.closed {
            return .closedOutput
        } catch let error as LuaError {
            return report(error)
        } catch {
            // It ended the reading of a script: nothing of it ran.
            if let signal = InterruptSignal.ending { return .stopped(by: signal) }
            console.errVisible("ampsh: \(withLimit("\(error)"))\n")
            return .ended(ExitCode(of: error))
        }
    }

    private func report(_ error: LuaError) -> Ending {
        if stopped == nil, runtime.isClosedOutput(error) {
            guard InterruptSignal.hasNotedWrite else { return .closedOutput }
            // Silence would look like a bulk edit that was done.
            console.err("ampsh: standard output was closed after changes were sent; the script ended there\n")
            return .ended(.failure)
        }
        let facts = runtime.apiError(error)
        let text = message(of: error)
        if let stopped {
            console.errVisible("ampsh: \(text)\n")
            return stopped.ending
        }
        // Time may run out in what comes after: a value's own __tostring.
        if let late = account(writes: WriteOutcomes()) {
            console.errVisible("ampsh: \(late.account)\n")
            return late.ending
        }
        if let end = runtime.scriptEnd(error) {
            if let message = end.message { console.errVisible("\(message)\n") }
            return .left(end.code)
        }
        let trace = isFaultOfCode(facts) ? error.traceback.map { "\n\($0)" } ?? "" : ""
        console.errVisible("ampsh: \(text)\(KeyRedaction.redacted(trace))\n")
        return .ended(ExitCode(uncaughtErrorKind: facts?.kind.rawValue))
    }

    /// Whether where it happened in the code is news: not where the service, the network or a rule of the shell says no.
    private func isFaultOfCode(_ facts: APIError?) -> Bool {
        switch facts?.kind {
        case nil, .argument, .raised: true
        default: false
        }
    }

    /// What the code that ran last raised, in words; when it was stopped, with what it had done on a line below.
    func message(of error: LuaError) -> String {
        words(of: error).joined(separator: "\n")
    }

    /// What the code that ran last raised, in one line, and what it had done when it was stopped in another.
    func words(of error: LuaError) -> [String] {
        // Lua says what it did not find, also where that is a key in the place of a module.
        let message = KeyRedaction.redacted(runtime.message(of: error))
        guard let stopped else { return [withLimit(message)] }
        // An error of a call that was under way then is news; that it was stopped is not, nor that a handler was too, nor
        // that a system call of the stock library was.
        let isStop = runtime.apiError(error)?.kind == .interrupted || error.kind == .handler
        if isStop || error.message.hasSuffix(Self.interruptedCall) { return [stopped.account] }
        return [message, stopped.account]
    }

    /// A message with the option that it is about.
    private func withLimit(_ message: String) -> String {
        guard message == NotEnoughMemory().description, let limit = settings.memoryLimit else { return message }
        return "\(message): Lua may use \(limit) bytes (--memory-limit)"
    }

    private static let interruptedCall = String(cString: strerror(EINTR))
}
