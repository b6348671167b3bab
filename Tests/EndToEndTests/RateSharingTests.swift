import Platform
import TestSupport
import Testing

/// The limit on requests, between real processes.
struct RateSharingTests {
    private static let key = ["AMPSH_API_KEY": "ampex_0123456789abcdef0123456789abcdef"]
    private static let code = "for _ = 1, 20 do experiments.list() end"

    private func rateFiles(_ home: ShellHome) -> [String] {
        var names: [String] = []
        guard let folder = opendir(home.path + "/state/ampsh") else { return [] }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix("rate-") { names.append(name) }
        }
        return names
    }

    @Test func twoProcessesOfOneKeyShareTheLimit() async throws {
        let server = try ScriptedServer(.answer(200, #"{"experiments":[]}"#))
        defer { server.end() }
        let home = try ShellHome()
        let arguments = ["--url", server.url, "--rps", "20", "-e", Self.code]
        let began = ContinuousClock.now
        let results: [ShellProcess.Result] = try await withThrowingTaskGroup(of: ShellProcess.Result.self) { group in
            for _ in 0..<2 {
                let path = home.path
                group.addTask { try await Self.run(arguments, path) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        // 40 requests at 20 a second, two of them at once: each on its own would need one second less.
        #expect(began.duration(to: .now) >= .seconds(1.9))
        for result in results { #expect(result.exitCode == 0, "\(result.errors)") }
        #expect(server.requests.count == 40)
        let files = rateFiles(home)
        #expect(files.count == 1)
        #expect(files.first?.contains("0123456789abcdef") == false)
        var status = stat()
        #expect(lstat(home.path + "/state/ampsh/\(files.first ?? "")", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @concurrent private static func run(_ arguments: [String], _ path: String) async throws -> ShellProcess.Result {
        let variables = ["HOME": path, "XDG_STATE_HOME": path + "/state", "PATH": "/usr/bin:/bin"]
        return try ShellProcess.run(
            ShellHome.executable, arguments, environment: variables.merging(key) { $1 }, in: path)
    }

    @Test func aLoopbackServerWithoutALimitHasNoFile() throws {
        let server = try ScriptedServer(.answer(200, #"{"experiments":[]}"#))
        defer { server.end() }
        let home = try ShellHome()
        let result = try home.ampsh(["--url", server.url, "-e", Self.code], environment: Self.key)
        #expect(result.exitCode == 0)
        #expect(rateFiles(home).isEmpty)
    }

    @Test func aFolderThatCannotBeUsedIsToldOnceAndNothingElseChanges() throws {
        let server = try ScriptedServer(.answer(200, #"{"experiments":[]}"#))
        defer { server.end() }
        let home = try ShellHome()
        _ = try home.write("", to: "state")
        let result = try home.ampsh(["--url", server.url, "--rps", "1000", "-e", Self.code], environment: Self.key)
        #expect(result.exitCode == 0)
        #expect(server.requests.count == 20)
        let warning = "ampsh: the rate limit is not shared with other processes: "
        #expect(result.errors.ranges(of: warning).count == 1, "\(result.errors)")
    }
}
