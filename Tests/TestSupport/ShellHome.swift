import Platform

/// A home of its own for the real binary: fresh folders, a fresh sandbox, and nothing of the caller's environment.
public final class ShellHome {
    private let folder: FreshFolder

    /// Makes the folder.
    public init() throws {
        folder = try FreshFolder()
    }

    /// The folder, which is home and working folder.
    public var path: String { folder.path }

    /// The sandbox file; it is made with the demo data when it is first used.
    public var sandbox: String { folder.path + "/sandbox.sqlite" }

    /// The repository's folder.
    public static let repository: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    /// The debug binary, or the release binary for `make test-release`.
    public static let executable =
        repository + "/.build/" + (getenv("TESTED_BUILD").map { String(cString: $0) } ?? "debug") + "/ampsh"

    /// Runs the shell with these arguments and no other.
    public func ampsh(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", looksAtMemory: Bool = false
    ) throws -> ShellProcess.Result {
        var variables = [
            "HOME": path, "XDG_CONFIG_HOME": path + "/config", "XDG_STATE_HOME": path + "/state",
            "XDG_DATA_HOME": path + "/data", "PATH": "/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8",
        ]
        variables.merge(environment) { $1 }
        // The sandbox needs no key: one that is there all the same must be nowhere afterwards.
        let hasCanary = variables["AMPSH_API_KEY"] == nil && arguments.contains("--sandbox-path")
        if hasCanary { variables["AMPSH_API_KEY"] = Self.canary }
        let result = try ShellProcess.run(
            Self.executable, arguments, environment: variables, input: Array(input.utf8), in: path,
            looksAtMemory: looksAtMemory)
        if hasCanary { try checkNoCanary(in: result, of: arguments) }
        return result
    }

    /// The key of runs that need none.
    public static let canary = "ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6Pf1Gs0Yy"
    private static let forms = KeyForms(canary)

    private func checkNoCanary(in result: ShellProcess.Result, of arguments: [String]) throws {
        let files = try ShellProcess.run(
            "/bin/sh", ["-c", "find . ; find . -type f -exec cat {} +"], environment: ["PATH": "/usr/bin:/bin"],
            in: path)
        let sinks = [
            ("standard output", result.outputBytes), ("standard error", result.errorBytes),
            ("a file", files.outputBytes),
        ]
        for (sink, bytes) in sinks {
            if let form = Self.forms.found(in: bytes) {
                throw ShellHomeError.leaked("\(arguments): \(sink) holds \(form)")
            }
        }
    }

    /// Runs one of `scripts/` on the sandbox.
    public func script(
        _ name: String, _ arguments: [String] = [], options: [String] = [], environment: [String: String] = [:],
        input: String = ""
    ) throws -> ShellProcess.Result {
        try ampsh(
            options + ["--sandbox-path", sandbox, "\(Self.repository)/scripts/\(name)"] + arguments,
            environment: environment, input: input)
    }

    /// Evaluates Lua on the sandbox.
    /// - Returns: the printed value without its line end.
    public func evaluate(_ code: String) throws -> String {
        let result = try ampsh(["--sandbox-path", sandbox, "-e", code])
        guard result.exitCode == 0 else { throw ShellHomeError.failed(code, result.errors) }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    /// Writes a file into the folder and answers its path.
    public func write(_ text: String, to name: String) throws -> String {
        let file = path + "/" + name
        guard let stream = fopen(file, "wb") else { throw ShellProcessError.cannotStart(file, errno) }
        defer { fclose(stream) }
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
            throw ShellProcessError.cannotStart(file, errno)
        }
        return file
    }

    /// The text of a file of the folder; nil where there is none.
    public func read(_ name: String) -> String? { Self.text(ofFile: path + "/" + name) }

    /// The text of any file; nil where there is none.
    public static func text(ofFile file: String) -> String? {
        guard let stream = fopen(file, "rb") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A step of a test that had to work did not.
public enum ShellHomeError: Error, CustomStringConvertible {
    /// The code and what the shell said.
    case failed(String, String)
    /// Where the key of a run that needs none was found.
    case leaked(String)

    /// One line for the test's report.
    public var description: String {
        switch self {
        case .failed(let code, let errors): "\(code.debugDescription) failed: \(errors)"
        case .leaked(let place): place
        }
    }
}
