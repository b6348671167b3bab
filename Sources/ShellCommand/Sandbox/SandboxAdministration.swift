import APIClient
import Logging
import ManagementAPI
import Sandbox
import Secrets
import Terminal
import TextLayout

/// `ampsh sandbox serve|reset|info`.
struct SandboxAdministration {
    let path: String
    let keyring: Keyring
    let console: Console
    /// What a server does wrong on purpose.
    var faults: Faults?
    /// Gets each request that a server takes, at level `info`.
    let logger: Logger

    func run(_ action: SandboxAction) -> ExitCode {
        do {
            let sandbox = try Sandbox(path: path)
            switch action {
            case .info: try show(sandbox)
            case .reset: try reset(sandbox)
            case .serve(let port): try serve(sandbox, port)
            }
            return .done
        } catch ConsoleError.closed {
            // A reader that left has seen what it wanted.
            return .done
        } catch let error as SandboxError {
            console.errVisible("ampsh: \(SandboxAdvice.text(for: error))\n")
        } catch {
            console.errVisible("ampsh: \(error)\n")
        }
        return .failure
    }

    private func show(_ sandbox: Sandbox) throws {
        let info = try sandbox.info()
        let rows =
            [("file", info.path), ("size", "\(info.byteCount) bytes"), ("projects", "\(info.projects)")]
            + SandboxContents(info: info).counts.map { ($0.kind.many, "\($0.count)") }
        try write(rows.map { DisplayWidth.pad($0.0, to: 12) + $0.1 + "\n" }.joined())
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
