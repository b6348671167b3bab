import APIClient
import LuaBridge
import ManagementAPI

/// A call of `list`: its page remembers how to ask for the page after it.
struct PageCall {
    let arguments: EndpointArguments
    let paging: Paging
    /// The service of the moment of the first call.
    let target: APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver

    /// The call for checked arguments; its one result is the page.
    func operation(_ parts: RequestParts) throws(RaisedError) -> CallOperation {
        let request = try arguments.request(of: parts)
        let reader = AnswerReader(request: request, client: target.client)
        return CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
            try reader.pushPage(answer, paging: paging, on: thread)
            observer.note(arguments.endpoint, target, on: thread)
            PageOrigins.remember({ try next(parts, on: $0) }, on: thread)
            return 1
        }
    }

    /// Asks for the page after the page that is the argument.
    private func next(_ parts: RequestParts, on thread: LuaThread) throws -> LuaReturn {
        let next = PageCursor.next(at: 1, of: thread, in: paging.nextCursor)
        guard let cursor = try Pager.text(of: next) else { return .nothing }
        var parts = parts
        parts.query.removeAll { $0.0 == paging.cursor }
        parts.query.append((paging.cursor, cursor))
        return try scheduler.wait(for: operation(parts), on: thread)
    }
}
