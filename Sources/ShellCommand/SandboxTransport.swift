import APIClient
import Sandbox
import Synchronization

/// The sandbox as a transport: answered in this process, on the calling thread.
final class SandboxTransport: Transport {
    private let path: String
    /// Made at the first request: most runs of a script that fails early never need it.
    private let made = Mutex<Sandbox?>(nil)

    init(path: String) {
        self.path = path
    }

    private func sandbox() throws(SandboxError) -> Sandbox {
        try made.withLock { (made) throws(SandboxError) in
            if let made { return made }
            let sandbox = try Sandbox(path: path)
            made = sandbox
            return sandbox
        }
    }

    /// The text of a page as the file holds it, for completion: no call, and without what a call would go through.
    func page(_ target: String) -> [UInt8]? {
        let request = SandboxRequest(
            method: "GET", target: target, headers: [(name: "authorization", value: "Bearer sandbox")], body: [])
        guard let answer = try? sandbox().answer(to: request), answer.status == 200 else { return nil }
        return answer.body
    }

    func send(
        _ request: HTTPRequest, timeout: Duration,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportError>) -> Void
    ) -> any TransportTask {
        let headers = request.headers + [(name: "authorization", value: "Bearer sandbox")]
        let asked = SandboxRequest(
            method: request.method, target: request.target, headers: headers, body: request.body ?? [])
        do throws(SandboxError) {
            let answer = try sandbox().answer(to: asked)
            completion(
                .success(HTTPResponse(status: answer.status, headers: answer.headers, body: answer.body)))
        } catch {
            // What it was about to change it takes back, so nothing was done.
            completion(.failure(.unusable(SandboxAdvice.text(for: error))))
        }
        return Done()
    }

    /// The answer is there before anybody can cancel.
    private struct Done: TransportTask {
        func cancel() {}
    }
}

/// A sandbox error with what to do about it.
enum SandboxAdvice {
    static func text(for error: SandboxError) -> String {
        guard case .damaged(let path, _) = error else { return error.description }
        return "\(error.description); it was left as it is. ampsh sandbox reset --sandbox-path "
            + "\(ShellWord.quoted(path)) puts it aside and makes a new one"
    }
}
