import LuaBridge

/// The list of tasks that can go on, in the order in which they became able to. One for each `parallel` that blocks;
/// a `parallel` inside a task shares its driver.
final class Driver {
    private var queue: [Task] = []
    private var next = 0

    func append(_ task: Task) {
        queue.append(task)
    }

    /// Runs the tasks that are ready now and those that become ready by it.
    func runReady(from caller: LuaThread) {
        while next < queue.count {
            let task = queue[next]
            next += 1
            if next > 64, next * 2 > queue.count {
                queue.removeFirst(next)
                next = 0
            }
            task.run(from: caller)
        }
        queue.removeAll(keepingCapacity: true)
        next = 0
    }
}
