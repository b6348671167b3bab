import CompletionMeasure
import LuaBridge

/// Figures that only a host can take, printed one a run: `HostMeasures NAME`.
@main
struct HostMeasures {
    static func main() throws {
        switch CommandLine.arguments.dropFirst().first {
        case "host-call": print(try hostCall())
        case "complete": print(slowestCompletion())
        case let name: throw UnknownMeasure(name: name ?? "")
        }
    }

    struct UnknownMeasure: Error {
        let name: String
    }

    /// Milliseconds of the slowest of several completions over 10,000 experiments.
    private static func slowestCompletion() -> Double {
        let times = CompletionMeasure.answers(experiments: 10_000).map { $0.time / .milliseconds(1) }
        return times.max() ?? .nan
    }

    /// Nanoseconds of one call of a Swift function from a Lua loop, the loop included. It returns its argument, as
    /// `assert` does in C: what is measured is the way there and back.
    private static func hostCall() throws -> Double {
        let state = try LuaState()
        let lua = state.main
        lua.push(function: { _ in .one })
        lua.rawSetGlobal("host")
        try lua.load(
            """
            local f = host
            local start = os.clock()
            for i = 1, 20000000 do f(i) end
            return (os.clock() - start) / 20000000 * 1e9
            """, name: "=measure")
        try lua.call(arguments: 0, results: 1, traceback: false)
        return lua.number(at: -1) ?? .nan
    }
}
