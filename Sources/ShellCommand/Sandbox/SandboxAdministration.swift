import APIClient
import Logging
import ManagementAPI
import Sandbox
import Secrets
import Terminal
import TextLayout

/// `ampsh sandbox serve|reset|info|import`.
struct SandboxAdministration {
    let path: String
    let keyring: Keyring
    let console: Console
    /// What a server does wrong on purpose.
    var faults: Faults?
    /// Reads the project of a profile.
    let readProfile: (String) throws -> ImportFile
    /// Gets each request that a server takes, at level `info`.
    let logger: Logger

    func run(_ action: SandboxAction) -> ExitCode {
        do {
            let sandbox = try Sandbox(path: path)
            switch action {
            case .info: try show(sandbox)
            case .reset: try reset(sandbox)
            case .serve(let port): try serve(sandbox, port)
            case .take(let order): try take(order, sandbox)
            }
            return .done
        } catch ConsoleError.closed {
            // A reader that left has seen what it wanted.
            return .done
        } catch let error as SandboxError {
            console.errVisible("ampsh: \(SandboxAdvice.text(for: error))\n")
        } catch let refusal as ImportRefusal {
            console.errVisible("ampsh: nothing was imported\n\(PastedKey.masked("\(refusal)"))\n")
            return .usage
        } catch let fault as ImportFault {
            console.errVisible("ampsh: nothing was imported\n\(PastedKey.masked("\(fault)"))\n")
            return .usage
        } catch {
            console.errVisible("ampsh: \(error)\n")
            return ExitCode(of: error)
        }
        return .failure
    }

    private func take(_ order: SandboxImport, _ sandbox: Sandbox) throws {
        guard sandbox.path != Target.throwAwaySandbox else { throw UsageError.importIntoMemory }
        var file = ImportFile()
        switch order.source {
        case .file("-"): try file.read(try ScriptFile.readStandardInput())
        case .file(let path): try file.read(try ScriptFile.read(path))
        case .profile(let name): file = try readProfile(name)
        }
        var isFromList = false
        if case .profile = order.source { isFromList = true }
        let report = try sandbox.take(
            file, emptying: order.empties, allowsUnknown: order.allowsUnknown, keepsFirst: isFromList)
        try write(ImportWords(report: report, path: sandbox.path).text)
    }

    private func show(_ sandbox: Sandbox) throws {
        let info = try sandbox.info()
        let rows =
            [("file", info.path), ("size", "\(info.byteCount) bytes"), ("projects", "\(info.projects)")]
            + SandboxContents(info: info).counts.map { ($0.kind.many, "\($0.count)") }
        try write(rows.map { DisplayWidth.pad($0.0 + " ", to: 12) + $0.1 + "\n" }.joined())
    }

    private func reset(_ sandbox: Sandbox) throws {
        switch try sandbox.reset() {
        case .refilled: try write("\(sandbox.path) holds the demo data again\n")
        case .replaced(let kept): try write("the damaged file is now \(kept); \(sandbox.path) is new\n")
        }
    }

    /// Serves until it is told to end. The key in the environment is the one that it accepts.
    private func serve(_ sandbox: Sandbox, _ port: Int) throws {
        let key = keyring.key(in: TargetResolution.keyVariable).map { String(decoding: $0, as: UTF8.self) }
        let logger = logger
        let log: @Sendable (SandboxExchange) -> Void = { exchange in
            logger.info("\(KeyRedaction.redacted(exchange.description))")
        }
        try SandboxServer.run(
            sandbox: sandbox, port: port, key: key?.isEmpty == false ? key : nil, faults: faults,
            explain: { SandboxAdvice.text(for: $0) }, observer: logger.logLevel <= .info ? log : nil
        ) { port in
            // One line, handed out at once: whoever started this waits for it. A server whose line nobody reads serves.
            try? write("http://127.0.0.1:\(port)\n")
        }
    }

    private func write(_ text: String) throws {
        try console.out(text)
        try console.flush()
    }
}
