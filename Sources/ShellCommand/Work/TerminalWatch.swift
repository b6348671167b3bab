import LuaBridge
import ScriptRuntime
import Terminal

/// Joins what the terminal and its signals are used for: by Lua's stock functions, by the console and by those who wait.
struct TerminalWatch {
    let console: Console
    let interrupts: InterruptSignal

    /// Has the console know what stock functions write, and Ctrl-C reach the code whose child it ended.
    func install(in state: LuaState) {
        state.watchTerminal(isShared: console.canShowTransient) { [console, interrupts] use in
            switch use {
            case .before: console.eraseTransient()
            case .afterLine: console.noteOutput(endsLine: true)
            case .withinLine: console.noteOutput(endsLine: false)
            case .childInterrupted: interrupts.press()
            }
        }
    }

    /// What the scheduler needs of the signals; `writesInFlight` are counted when they are waited for.
    func interruptSource(writesInFlight: @escaping () -> Int) -> InterruptSource {
        InterruptSource(
            wakeDescriptor: interrupts.wakeDescriptor, drain: interrupts.drain,
            presses: { [interrupts] in interrupts.presses }, hostWaits: interrupts.hostWaits,
            sparesWrites: { [console, interrupts] in
                let hurry =
                    interrupts.ending != nil ? "another signal" : interrupts.presses > 0 ? "Ctrl-C again" : "Ctrl-C"
                guard let text = InterruptSummary.waiting(forWrites: writesInFlight(), hurry: hurry) else { return }
                console.err("ampsh: \(text)\n")
            })
    }
}
