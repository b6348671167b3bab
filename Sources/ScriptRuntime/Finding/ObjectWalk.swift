import LuaBridge
import ManagementAPI

/// One choice among the objects of a list, and how each walk over them begins.
struct ObjectWalk {
    let choice: ObjectChoice
    let source: PageSource
    /// Where the names of other objects are looked up, by filter.
    let references: [String: PageSource]
    let scheduler: Scheduler

    /// Pushes a function that answers the next object of a new walk, nil after the last. Stack: [-0, +1, m]
    func pushStep(on thread: LuaThread) {
        thread.balanced(pushes: 1) {
            guard !choice.isEmpty else {
                thread.push(function: { _ in .nothing })
                return
            }
            let known = KnownReferences()
            let pages = PageSequence(source, query: choice.query, memory: thread.state.memory)
            let lookups = references.sorted { $0.key < $1.key }.map { filter, list in
                ReferenceOperation(
                    PageSequence(list, query: [], memory: thread.state.memory), filter: filter,
                    wanted: choice.conditions.first { $0.filter.name == filter }?.wanted ?? .values([]), into: known)
            }
            let iterator = PageIterator(
                pages, scheduler: scheduler, state: thread.state, before: lookups,
                accepts: { [choice] in choice.accepts(known.ids, on: $0) })
            thread.push(function: iterator.next)
        }
    }
}

/// The ids that filters by other objects stand for, by the filters' names.
final class KnownReferences {
    var ids: [String: Set<String>] = [:]
}
