import APIClient
import LuaBridge
import ManagementAPI

/// A call of `list`: its page remembers how to ask for the page after it.
struct PageCall {
    let arguments: EndpointArguments
    let wrapper: String
    /// The service of the moment of the first call.
    let target: APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver

    /// The call for checked arguments; its one result is the page.
    func operation(_ parts: RequestParts) throws(RaisedError) -> CallOperation {
        let request = try arguments.request(of: parts)
        let reader = AnswerReader(request: request, client: target.client)
        return CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
            try reader.pushPage(answer, wrapper: wrapper, on: thread)
            observer.see(arguments.endpoint, target, on: thread)
            PageOrigins.remember({ try next(parts, on: $0) }, on: thread)
            return 1
        }
    }

    /// Asks for the page after the page that is the argument.
    private func next(_ parts: RequestParts, on thread: LuaThread) throws -> LuaReturn {
        guard let cursor = try Pager.text(of: PageCursor.next(at: 1, of: thread)) else { return .nothing }
        var parts = parts
        parts.query.removeAll { $0.0 == "cursor" }
        parts.query.append(("cursor", cursor))
        return try scheduler.wait(for: operation(parts), on: thread)
    }
}
