import Platform

/// Runs code on a thread of its own. Not as a task: tests that wait may hold every thread that tasks run on.
public enum OtherThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Begins `body`; nobody waits for its end. True when there is a thread for it.
    @discardableResult
    public static func run(_ body: @escaping @Sendable () -> Void) -> Bool {
        let context = Unmanaged.passRetained(Body(body))
        #if canImport(Glibc)
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, context.toOpaque())
            guard status == 0 else {
                context.release()
                return false
            }
            pthread_detach(thread)
        #else
            var thread: pthread_t?
            let status = pthread_create(
                &thread, nil,
                { context in
                    Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context.toOpaque())
            guard status == 0, let thread else {
                context.release()
                return false
            }
            pthread_detach(thread)
        #endif
        return true
    }
}
