import APIClient
import LuaBridge
import ManagementAPI
import Memory

/// The pages of a list one after the other: which request comes next, and whether there is one. No item comes twice:
/// where a cursor counts items, whatever is made meanwhile pushes some of them to the next page.
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
    /// The ids of the items so far.
    private var given: Set<ObjectID> = []
    /// What counts those ids.
    private let memory: HeldMemory
    /// Pages in a row that had nothing but what was given before.
    private var repeatedPages = 0

    /// So many items are not made between two requests: the service gives the same page again and again.
    private static let mostRepeatedPages = 10

    /// Begins with the arguments of `each` or `all` on the stack: those of `list`.
    convenience init(_ source: PageSource, thread: LuaThread) throws {
        let parts = try Self.arguments(of: source).parts(from: thread)
        self.init(source, parts, memory: thread.state.memory)
    }

    /// Begins with a query, which fits the declaration of `list`.
    convenience init(_ source: PageSource, query: [(String, String)], memory: MemoryAccount) {
        self.init(source, RequestParts(query: query), memory: memory)
    }

    private init(_ source: PageSource, _ given: RequestParts, memory account: MemoryAccount) {
        // Its cursors mean nothing to another service.
        self.source = source.fixed
        memory = HeldMemory(of: account)
        arguments = Self.arguments(of: source)
        parts = given
        let paging = source.paging
        cursor = parts.query.first { $0.0 == paging.cursor }?.1
        parts.query.removeAll { $0.0 == paging.cursor }
        // As few requests as the service allows, where the caller does not say.
        if !parts.query.contains(where: { $0.0 == paging.limit }) {
            parts.query.append((paging.limit, "\(paging.greatestLimit)"))
        }
        pager = Pager(startingAt: cursor)
    }

    private static func arguments(of source: PageSource) -> EndpointArguments {
        EndpointArguments(source.endpoint, in: source.target.catalogue, target: source.target.client.settings.target)
    }

    /// What the items are.
    var items: ObjectType? { source.endpoint.result.objectType }

    /// The call for the next page; its one result is the page.
    func nextCall() throws -> CallOperation {
        var parts = parts
        if let cursor { parts.query.append((source.paging.cursor, cursor)) }
        let request = try arguments.request(of: parts)
        let client = source.target.client
        let reader = AnswerReader(request: request, client: client)
        return CallOperation(request, to: source.target, meter: source.meter) { [self] answer, thread in
            let ids = try reader.pushPage(answer, paging: source.paging, on: thread)
            try memory.grow(by: ids.reduce(0) { $0 + ($1.map { given.contains($0) ? 0 : $0.memory } ?? 0) })
            do throws(Pager.Problem) {
                cursor = try pager.next(after: PageCursor.next(at: -1, of: thread, in: source.paging.nextCursor))
                try dropRepeated(ids, on: thread)
            } catch {
                throw RaisedError(
                    .undecodable(answer, of: request, problem: error.description, target: client.settings.target))
            }
            source.observer.note(source.endpoint, source.target, on: thread)
            isAtEnd = cursor == nil
            return 1
        }
    }

    /// Takes the items that came before out of the page on top. Stack: [-0, +0, m]
    private func dropRepeated(_ ids: [ObjectID?], on thread: LuaThread) throws(Pager.Problem) {
        try thread.balanced { () throws(Pager.Problem) in
            var isNew: [Bool] = []
            isNew.reserveCapacity(ids.count)
            for id in ids { isNew.append(id.map { given.insert($0).inserted } ?? true) }
            guard isNew.contains(false) else {
                if !ids.isEmpty { repeatedPages = 0 }
                return
            }
            repeatedPages = isNew.contains(true) ? 0 : repeatedPages + 1
            guard repeatedPages < Self.mostRepeatedPages else { throw .repeatedItems(pages: repeatedPages) }
            PageItems.keep(isNew, at: -1, of: thread)
        }
    }
}
