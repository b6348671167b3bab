import Platform

/// A program that the shell starts for itself: with the signals of a fresh process, whatever ours are, and with our
/// environment, out of which the keys were taken.
enum ChildProcess {
    /// Why a program did not start.
    struct Failure: Error, Equatable {
        let errno: Int32
    }

    /// Starts `words[0]`, found on PATH, with standard input as ours.
    ///
    /// - Parameters:
    ///   - output: What its standard output is; nil is ours.
    ///   - errors: The same for standard error.
    ///   - added: What is added to our environment, as `NAME=value`.
    ///   - removed: The names of variables that it does not get.
    static func start(
        _ words: [String], output: Int32? = nil, errors: Int32? = nil, environment added: [String] = [],
        without removed: [String] = []
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, 1) }
        if let errors { posix_spawn_file_actions_adddup2(&actions, errors, 2) }
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
        var variables = Self.variables(added, removed) + [nil]
        defer { variables.forEach { free($0) } }
        let failure = posix_spawnp(&process, words.first ?? "", &actions, &attributes, &arguments, &variables)
        guard failure == 0 else { throw Failure(errno: failure) }
        return process
    }

    /// Copies of the entries of our environment, but for those that are replaced and taken out.
    private static func variables(_ added: [String], _ removed: [String]) -> [UnsafeMutablePointer<CChar>?] {
        let names = removed + added.map { String($0.prefix { $0 != "=" }) }
        var variables: [UnsafeMutablePointer<CChar>?] = []
        var next = environ
        while let entry = next.pointee {
            let isLeft = !names.contains { name in
                strncmp(entry, name, name.utf8.count) == 0 && entry[name.utf8.count] == CChar(bitPattern: 0x3D)
            }
            if isLeft { variables.append(strdup(entry)) }
            next += 1
        }
        return variables + added.map { strdup($0) }
    }
}
