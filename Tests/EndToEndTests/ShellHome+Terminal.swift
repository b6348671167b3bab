import TestSupport

extension ShellHome {
    /// Runs the shell on a pseudo terminal, at home here.
    func terminal(
        _ arguments: [String], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
        executable: String = ShellHome.executable
    ) throws -> TerminalSession {
        var variables = [
            "HOME": path, "XDG_CONFIG_HOME": path + "/config", "XDG_STATE_HOME": path + "/state",
            "XDG_DATA_HOME": path + "/data", "PATH": "/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8",
        ]
        variables.merge(environment) { $1 }
        return try TerminalSession(
            executable, arguments, environment: variables, columns: columns, rows: rows, deadline: .seconds(20))
    }

    /// The prompt on a throw-away sandbox, with the first prompt read.
    func prompt(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> TerminalSession {
        let session = try terminal(["--sandbox-path", ":memory:"] + arguments, environment: environment)
        try session.expect("ampsh sandbox> ")
        return session
    }

    /// Runs a line of the system's shell, in which `$AMPSH` is the binary.
    func system(_ line: String, environment: [String: String] = [:]) throws -> ShellProcess.Result {
        var variables = [
            "HOME": path, "XDG_DATA_HOME": path + "/data", "PATH": "/usr/bin:/bin", "TERM": "dumb",
            "LC_ALL": "C.UTF-8", "AMPSH": ShellHome.executable,
        ]
        variables.merge(environment) { $1 }
        return try ShellProcess.run("/bin/bash", ["-c", line], environment: variables, in: path)
    }
}
