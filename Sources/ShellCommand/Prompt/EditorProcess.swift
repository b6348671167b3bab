import Platform

/// The user's editor: `$VISUAL`, else `$EDITOR`, else `vi`, run by the system's shell as other programs run it.
struct EditorProcess {
    let environment: ProcessEnvironment

    /// What keeps an editor from running.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    /// The command line, without the file.
    var command: String {
        for name in ["VISUAL", "EDITOR"] {
            if let value = environment.variable(name), !value.isEmpty { return value }
        }
        return "vi"
    }

    /// Runs it on a file, with the terminal, and waits for its end.
    ///
    /// Meanwhile Ctrl-C is the editor's, and afterwards the terminal is as it was, however the editor ended.
    /// - Returns: its exit code; 128 and the signal where one ended it.
    func run(on path: String) throws(Problem) -> Int32 {
        var modes = termios()
        let hasModes = tcgetattr(0, &modes) == 0
        var former = [sigaction(), sigaction()]
        var ignoring = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        let signals = [SIGINT, SIGQUIT]
        for (place, signal) in signals.enumerated() { sigaction(signal, &ignoring, &former[place]) }
        defer {
            for (place, signal) in signals.enumerated() { sigaction(signal, &former[place], nil) }
            if hasModes { tcsetattr(0, TCSADRAIN, &modes) }
        }
        let process: pid_t
        do throws(ChildProcess.Failure) {
            process = try ChildProcess.start(["/bin/sh", "-c", "\(command) \"$1\"", "sh", path])
        } catch {
            throw Problem(description: "/bin/sh: \(String(cString: strerror(error.errno)))")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw Problem(description: "\(command): \(String(cString: strerror(errno)))") }
        }
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
        guard code != 127 else {
            throw Problem(description: "the editor \(command) cannot be run; set $VISUAL or $EDITOR")
        }
        return code
    }
}
