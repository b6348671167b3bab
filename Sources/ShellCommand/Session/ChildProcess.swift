import Platform

/// A program that the shell starts for itself: with the signals of a fresh process, whatever ours are, and with our
/// environment, out of which the keys were taken.
enum ChildProcess {
    /// Why a program did not start.
    struct Failure: Error, Equatable {
        let errno: Int32
    }

    /// Starts `words[0]`, found on PATH, with standard input and standard error as ours.
    ///
    /// - Parameter output: What its standard output is; nil is ours.
    static func start(_ words: [String], output: Int32? = nil) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, 1) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawnp(&process, words.first ?? "", &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw Failure(errno: failure) }
        return process
    }
}
