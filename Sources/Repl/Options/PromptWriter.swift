import LuaBridge
import Terminal

extension ReplContext {
    /// The prompt as the options want it. A function that raises is told of, and the standard prompt is back.
    func promptText() -> String {
        options.showsNumbers ? "[\(transcript.nextNumber)] " + promptOfOptions() : promptOfOptions()
    }

    private func promptOfOptions() -> String {
        switch options.form {
        case .standard: return host.prompt()
        case .text(let text): return TextFilter.visible(text, allowing: [.colours])
        case .function(let function):
            let top = thread.top
            defer { thread.setTop(top) }
            do throws(LuaError) {
                thread.push(function)
                try host.call(thread)
                if thread.top > top, let text = thread.string(at: top + 1) {
                    return TextFilter.visible(text, allowing: [.colours])
                }
                complain("the prompt's function returned no string; .set prompt nil was done")
            } catch {
                complain("the prompt's function raised: \(host.describe(thread, error)); .set prompt nil was done")
            }
            options.form = .standard
            return host.prompt()
        }
    }
}
