import APIClient
import HTTPWire
import ManagementAPI
import Reactor
import Sandbox
import Terminal

/// `ampsh doctor`: looks at the set-up, then asks the target one question.
struct Doctor {
    let start: Startup
    let keyring: Keyring
    let console: Console

    func run() throws -> ExitCode {
        var report = start.doctorReport
        // A set-up that cannot be used is told by the report already.
        if let settings = try? start.settings() { report.append(try look(at: settings)) }
        try Array(report.text.utf8).withUnsafeBytes { try console.outVisible($0) }
        try console.flush()
        return report.code
    }

    private func look(at settings: Settings) throws -> [DoctorFinding] {
        switch settings.target {
        case .sandbox(let path, _): return look(atSandbox: path)
        case .live(let live): return try ask(live, settings)
        }
    }

    /// Only a sandbox that exists is looked into: looking must make nothing.
    private func look(atSandbox path: String) -> [DoctorFinding] {
        guard path != Target.throwAwaySandbox, Startup.exists(path) else { return [] }
        do throws(SandboxError) {
            let sandbox = try Sandbox(path: path)
            try sandbox.check()
            return [.fine("the sandbox holds \(SandboxContents(info: try sandbox.info()).sentence)")]
        } catch {
            return [.wrong(SandboxAdvice.text(for: error))]
        }
    }

    private func ask(_ live: LiveTarget, _ settings: Settings) throws -> [DoctorFinding] {
        // The cheapest read that needs a right key: one item of the first list.
        guard let list = Catalogue.all.resources(of: live.generation).lazy.compactMap(\.pagedList).first,
            let question = try? RequestBuilder.request(for: list.endpoint, query: [(list.paging.limit, "1")])
        else { return [] }
        let reactor = try Reactor()
        let opener = TargetOpener(settings: settings, start: start, keyring: keyring, reactor: reactor)
        let transport: HTTPTransport
        do {
            transport = try opener.transport(live)
        } catch {
            return [.wrong("\(error)", .usage)]
        }
        console.err("asking \(live.url.shown) one question: \(question.method) \(question.target)\n")
        let probe = TargetProbe(transport: transport, reactor: reactor, userAgent: "ampsh/\(Version.number)")
        let sight = probe.ask(question, timeout: settings.timeout)
        let proxy = (try? settings.proxies.proxy(for: live.url)).map { "\($0.host):\($0.port)" }
        return DoctorNetwork.findings(
            sight, url: live.url, proxy: proxy, question: "\(question.method) \(question.target)",
            now: Client.secondsSince1970(), hint: live.hint)
    }
}
