import TestSupport
import Testing

/// `ampsh doctor` on the real binary.
struct DoctorTests {
    private static let key = "ampex_5ecret0f7ests1234"

    private func doctor(_ url: String) throws -> ShellProcess.Result {
        try ShellHome().ampsh(["--url", url, "doctor"], environment: ["AMPSH_API_KEY": Self.key])
    }

    @Test func aTargetThatAnswersIsHealthyAndIsAskedOnce() throws {
        let server = try ScriptedServer(.answer(200, #"{"experiments": []}"#))
        defer { server.end() }
        let result = try doctor(server.url)
        #expect(result.exitCode == 0, "\(result.output)")
        #expect(result.output.contains("ok       GET /experiments/list?limit=1 was answered in "))
        #expect(server.requests.count == 1)
        #expect(server.requests.allSatisfy { $0.text.hasPrefix("GET /experiments/list?limit=1 ") })
        #expect(!(result.output + result.errors).contains(Self.key))
    }

    @Test(arguments: [(401, 3), (403, 3), (500, 5), (429, 5), (404, 4), (302, 5)] as [(Int, Int32)])
    func aProblemIsToldWithItsCodeAndAskedOnce(_ status: Int, _ code: Int32) throws {
        let server = try ScriptedServer(.answer(status, #"{"message": "you are \#(Self.key)"}"#))
        defer { server.end() }
        let result = try doctor(server.url)
        #expect(result.exitCode == code)
        #expect(result.output.contains("problem  GET /experiments/list?limit=1: "))
        #expect(server.requests.count == 1)
        #expect(!(result.output + result.errors).contains(Self.key))
    }

    @Test func nobodyThereIsToldAtOnce() throws {
        let result = try doctor("http://127.0.0.1:1")
        #expect(result.exitCode == 5)
        #expect(result.output.contains("connection refused"))
    }

    @Test func theSandboxIsLookedIntoButNeverMade() throws {
        let home = try ShellHome()
        let fresh = try home.ampsh(["doctor"])
        #expect(fresh.exitCode == 0, "\(fresh.output)")
        #expect(fresh.output.contains("no sandbox file yet"))
        #expect(home.read("data/ampsh/sandbox.sqlite") == nil)
        #expect(try home.ampsh(["-e", "#experiments.list{}"]).exitCode == 0)
        #expect(
            try home.ampsh(["doctor"]).output.contains(
                "ok       the sandbox holds 60 experiments, 8 deployments, 25 flags, 2 mutex groups and 1 holdout group"
            ))
    }

    @Test func aLinkInThePlaceOfTheHistoryIsToldAndLeftAlone() throws {
        let home = try ShellHome()
        #expect(try home.system("mkdir -m 700 -p state/ampsh && ln -s /etc/passwd state/ampsh/history").exitCode == 0)
        let result = try home.ampsh(["doctor"])
        #expect(result.exitCode == 1)
        #expect(result.output.contains("state/ampsh/history is a symbolic link"))
    }
}
