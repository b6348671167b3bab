import DequeModule
import LuaBridge

/// The list of tasks that can go on, in the order in which they became able to. One for each `parallel` that blocks;
/// a `parallel` inside a task shares its driver.
final class Driver {
    private var queue = Deque<ItemTask>()

    func append(_ task: ItemTask) {
        queue.append(task)
    }

    /// Runs the tasks that are ready now and those that become ready by it.
    func runReady(from caller: LuaThread) {
        while let task = queue.popFirst() { task.run(from: caller) }
    }
}
