import CompletionMeasure
import JSON
import LuaBridge
import LuaFloor
import Platform

/// Figures that only a host can take, printed one a run: `HostMeasures NAME [ARGUMENT ...]`.
@main
struct HostMeasures {
    static func main() throws {
        let arguments = CommandLine.arguments
        switch (arguments.dropFirst().first, arguments.dropFirst(2).first) {
        case ("host-call", _): print(try hostCall())
        case ("complete", _): print(slowestCompletion())
        case ("json-read", let path?): print(try megabytesRead(of: bytes(of: path)))
        case ("json-write", let path?): print(try megabytesWritten(of: bytes(of: path), arguments.dropFirst(3).first))
        case ("sandbox", let method?): print(try SandboxMeasure.microseconds(method, arguments.dropFirst(3).first))
        case ("json-floor", let path?): print(try megabytesBuilt(of: bytes(of: path)))
        case (let function?, let path?) where ["get", "activate"].contains(function):
            print(try microseconds(of: function, bytes(of: path), arguments.dropFirst(3).first))
        case (let name, _): throw UnknownMeasure(name: name ?? "")
        }
    }

    struct UnknownMeasure: Error {
        let name: String
    }

    struct NoFile: Error {
        let path: String
    }

    private static func bytes(of path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw NoFile(path: path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&portion, 1, portion.count, file), count > 0 { bytes += portion[..<count] }
        return bytes
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

    // MARK: - JSON

    /// Megabytes of JSON text read into tables in a second of processor time.
    private static func megabytesRead(of text: [UInt8]) throws -> Double {
        let runtime = try MeasuredRuntime(body: [])
        runtime.state.main.push(bytes: text)
        runtime.state.main.rawSetGlobal("text")
        return try runtime.number(megabytes("json.decode(text)", of: text.count))
    }

    /// As many of the same tables, built by the bare C API from a list of what is in the text: the floor of any reader.
    private static func megabytesBuilt(of text: [UInt8]) throws -> Double {
        var list = JSONSteps()
        text.withUnsafeBytes { try? JSONReader.read($0, into: &list) }
        let steps = list.steps
        let runtime = try MeasuredRuntime(body: [])
        let lua = runtime.state.main
        // What stands for null and for arrays, from a list that the runtime made.
        try lua.load("return null, getmetatable(array{})", name: "=measure")
        try lua.call(arguments: 0, results: 2)
        let array = lua.popReference()
        let null = lua.popReference()
        lua.push(function: { thread in
            thread.push(null)
            thread.push(array)
            try thread.reserve(256)
            let (first, second) = (Int32(thread.top - 1), Int32(thread.top))
            thread.state.withoutCollector {
                steps.withUnsafeBufferPointer {
                    floor_build(UnsafeMutableRawPointer(thread.identity), $0.baseAddress, $0.count, first, second)
                }
            }
            return .one
        })
        lua.rawSetGlobal("build")
        return try runtime.number(megabytes("build()", of: text.count))
    }

    /// Megabytes of JSON text written from tables in a second of processor time; with a count, so many times.
    private static func megabytesWritten(of text: [UInt8], _ count: String?) throws -> Double {
        let runtime = try MeasuredRuntime(body: [])
        runtime.state.main.push(bytes: text)
        runtime.state.main.rawSetGlobal("text")
        guard let count = count.flatMap({ Int($0) }) else {
            return try runtime.number("value = json.decode(text) " + megabytes("json.encode(value)", of: text.count))
        }
        return try runtime.number(
            """
            local value, start = json.decode(text), os.clock()
            for _ = 1, \(count) do json.encode(value) end
            return #text * \(count) / 1e6 / (os.clock() - start)
            """)
    }

    private static func megabytes(_ call: String, of count: Int) -> String {
        """
        for _ = 1, 3 do \(call) end
        local rounds, start = 0, os.clock()
        repeat
          \(call)
          rounds = rounds + 1
        until os.clock() - start > 2
        return \(count) * rounds / 1e6 / (os.clock() - start)
        """
    }

    // MARK: - Calls

    /// Microseconds of processor time that the script's thread has for one call, the wire left out.
    private static func microseconds(of function: String, _ body: [UInt8], _ count: String?) throws -> Double {
        let count = count.flatMap { Int($0) } ?? 10_000
        return try MeasuredRuntime(body: body).number(
            """
            local call, left = experiments.\(function), \(count)
            local function numbers()
              if left > 0 then
                left = left - 1
                return left + 1
              end
            end
            local start = os.clock()
            local answers = parallel(numbers, function() return call("26211") and 1 end, {concurrency = 64})
            assert(#answers == \(count))
            return (os.clock() - start) / \(count) * 1e6
            """)
    }
}
