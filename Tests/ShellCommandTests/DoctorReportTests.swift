import Testing

@testable import ShellCommand

@Suite struct DoctorReportTests {
    private func report(
        config: DoctorReport.Config = .missing(path: "/c"), keyState: KeyState = .absent,
        folders: [DoctorReport.Folder] = [], sandboxExists: Bool? = true,
        _ change: (inout SourcesBuilder) -> Void = { _ in }
    ) -> DoctorReport {
        let sources = SourcesBuilder(change).sources
        let settings = Result { () throws(SettingsError) in try Settings(sources) }
        return DoctorReport(
            config: config, settings: settings, keyState: keyState, folders: folders, sandboxExists: sandboxExists)
    }

    @Test func aFreshSetUpIsHealthy() {
        let report = report(sandboxExists: false)
        #expect(report.isHealthy)
        #expect(report.text.contains("no config file /c"))
        #expect(report.text.contains("the target is the sandbox /h/.local/share/ampsh/sandbox.sqlite"))
    }

    @Test func aLooseFolderIsAProblemWithTheCommandThatHelps() {
        let report = report(folders: [
            .init(path: "/a b", mode: 0o755), .init(path: "/c", mode: 0o700), .init(path: "/d", mode: nil),
        ])
        #expect(!report.isHealthy)
        #expect(report.text.contains("problem  /a b has mode 0755; chmod 700 '/a b'\n"))
        #expect(!report.text.contains("/d"))
    }

    @Test func whatKeepsTheShellFromStartingIsAProblem() {
        #expect(!report(config: .wrong("/c:1:1: not valid TOML")).isHealthy)
        #expect(!report(config: .nowhere).isHealthy)
        #expect(!report { $0.options.url = "https://x" }.isHealthy)
        #expect(!report(keyState: .empty).isHealthy)
        #expect(!report(sandboxExists: nil).isHealthy)
    }

    @Test func aLiveTargetIsNamedAndNotAsked() {
        let report = report(config: .read(path: "/c", profiles: ["a", "b"]), keyState: .present) {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.options.url = "https://x"
        }
        #expect(report.isHealthy)
        #expect(report.text.contains("/c: profiles a, b"))
        #expect(report.text.contains("the target is https://x"))
        #expect(report.text.contains("not checked in this version"))
    }
}
