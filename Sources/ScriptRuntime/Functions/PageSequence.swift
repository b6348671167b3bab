import APIClient
import LuaBridge
import ManagementAPI

/// The pages of a list one after the other: which request comes next, and whether there is one.
///
/// A class because the steps of an iterator share it.
final class PageSequence {
    private let source: PageSource
    private let arguments: EndpointArguments
    /// What stays the same from page to page.
    private var parts: RequestParts
    private var pager: Pager
    private var cursor: String?
    /// No page follows.
    private(set) var isAtEnd = false

    /// Begins with the arguments of `each` or `all` on the stack: those of `list`.
    init(_ source: PageSource, thread: LuaThread) throws {
        // Its cursors mean nothing to another service.
        self.source = source.fixed
        arguments = EndpointArguments(source.endpoint, target: source.target.client.settings.target)
        parts = try arguments.parts(from: thread)
        let paging = source.paging
        cursor = parts.query.first { $0.0 == paging.cursor }?.1
        parts.query.removeAll { $0.0 == paging.cursor }
        // As few requests as the service allows, where the caller does not say.
        if !parts.query.contains(where: { $0.0 == paging.limit }) {
            parts.query.append((paging.limit, "\(paging.greatestLimit)"))
        }
        pager = Pager(startingAt: cursor)
    }

    /// The call for the next page; its one result is the page.
    func nextCall() throws -> CallOperation {
        var parts = parts
        if let cursor { parts.query.append((source.paging.cursor, cursor)) }
        let request = try arguments.request(of: parts)
        let target = source.target.client.settings.target
        let reader = AnswerReader(request: request, target: target)
        return CallOperation(request, to: source.target, meter: source.meter) { [self] answer, thread in
            let results = try reader.pushPage(answer, paging: source.paging, on: thread)
            do throws(Pager.Problem) {
                cursor = try pager.next(after: PageCursor.next(at: -1, of: thread, in: source.paging.nextCursor))
            } catch {
                throw RaisedError(
                    .undecodable(answer, of: request, problem: error.description, target: target))
            }
            source.observer.see(source.endpoint, source.target, on: thread)
            isAtEnd = cursor == nil
            return results
        }
    }
}
