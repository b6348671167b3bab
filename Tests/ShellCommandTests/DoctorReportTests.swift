import Testing

@testable import ShellCommand

@Suite struct DoctorReportTests {
    private func report(
        config: DoctorReport.Config = .missing(path: "/c"), keyState: KeyState = .absent, places: [DoctorPlace] = [],
        sandboxExists: Bool? = true, _ change: (inout SourcesBuilder) -> Void = { _ in }
    ) -> DoctorReport {
        let sources = SourcesBuilder(change).sources
        let settings = Result { () throws(SettingsError) in try Settings(sources) }
        return DoctorReport(
            config: config, settings: settings, keyState: keyState, places: places, sandboxExists: sandboxExists)
    }

    @Test func aFreshSetUpIsHealthy() {
        let report = report(sandboxExists: false)
        #expect(report.code == .done)
        #expect(report.text.contains("no config file /c"))
        #expect(report.text.contains("the target is the sandbox /h/.local/share/ampsh/sandbox.sqlite"))
    }

    @Test func aLoosePlaceIsAProblemWithTheCommandThatHelps() {
        let report = report(places: [
            DoctorPlace(path: "/a b", isFolder: true, kind: .folder(mode: 0o755)),
            DoctorPlace(path: "/c", isFolder: true, kind: .folder(mode: 0o700)),
            DoctorPlace(path: "/d", isFolder: true, kind: .absent),
            DoctorPlace(path: "/h", isFolder: false, kind: .file(mode: 0o644)),
            DoctorPlace(path: "/l", isFolder: false, kind: .symbolicLink),
            DoctorPlace(path: "/f", isFolder: false, kind: .folder(mode: 0o700)),
        ])
        #expect(report.code == .failure)
        #expect(report.text.contains("problem  /a b has mode 0755, so others may use it; chmod 700 '/a b'\n"))
        #expect(report.text.contains("problem  /h has mode 0644, so others may use it; chmod 600 /h\n"))
        #expect(report.text.contains("problem  /l is a symbolic link"))
        #expect(report.text.contains("problem  /f is no regular file"))
        #expect(!report.text.contains("/d"))
        let stranger = DoctorPlace(path: "/s", isFolder: false, kind: .file(mode: 0o600), isOurs: false)
        #expect(stranger.finding?.text.contains("belongs to another user") == true)
    }

    @Test func whatKeepsTheShellFromStartingIsAProblem() {
        #expect(report(config: .wrong("/c:1:1: not valid TOML")).code == .usage)
        #expect(report(config: .nowhere).code == .usage)
        #expect(report { $0.options[.url] = "https://x" }.code == .usage)
        #expect(report(keyState: .empty).code == .usage)
        #expect(report(sandboxExists: nil).code == .usage)
    }

    @Test func theWorstProblemGivesTheCode() {
        var report = report(places: [DoctorPlace(path: "/c", isFolder: true, kind: .folder(mode: 0o755))])
        report.append([.wrong("slow", .service), .fine("well")])
        #expect(report.code == .service)
        report.append([.wrong("no", .auth)])
        #expect(report.code == .auth)
        report.append([.wrong("what", .usage)])
        #expect(report.code == .usage)
    }

    @Test func aLiveTargetIsNamedWithThePlaceOfItsKey() {
        let report = report(config: .read(path: "/c", profiles: ["a", "b"]), keyState: .present) {
            $0.keys["AMPSH_API_KEY"] = .present
            $0.options[.url] = "https://x"
        }
        #expect(report.code == .done)
        #expect(report.text.contains("/c: profiles a, b"))
        #expect(report.text.contains("the target is https://x, with the key from AMPSH_API_KEY"))
    }
}
