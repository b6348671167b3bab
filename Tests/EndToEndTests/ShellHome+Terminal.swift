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

    /// The prompt on a throw-away sandbox, with the first prompt read; wide enough for the lines that tests type.
    func prompt(
        _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 160,
        prompt: String = "ampsh sandbox> "
    ) throws -> TerminalSession {
        let session = try terminal(
            ["--sandbox-path", ":memory:"] + arguments, environment: ["NO_COLOR": "1"].merging(environment) { $1 },
            columns: columns)
        try session.expect(prompt)
        return session
    }

    /// The names and the bytes of all files of the folder, one after the other.
    func everyFile() throws -> [UInt8] {
        try system("find . ; find . -type f -exec cat {} +").outputBytes
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

extension TerminalSession {
    /// Types a line at a prompt without colours and waits for the next prompt.
    /// - Returns: what came in between, without the terminal's own sequences and carriage returns, and without the time
    ///   that a line tells unasked when it took half a second: on a busy machine any line can.
    @discardableResult
    func reply(to line: String, prompt: String = "ampsh sandbox> ", tellsTime: Bool = false) throws -> String {
        let text = try roundtrip(line, prompt)
        var shown: [Character] = []
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}", rest.first == "[" {
                rest = rest.drop { !($0.properties.isAlphabetic) }.dropFirst()
            } else if scalar != "\r" {
                shown.append(Character(scalar))
            }
        }
        let reply = String(shown.first == "\n" ? shown.dropFirst() : shown[...])
        let last = reply.dropLast().split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let isTime = last.wholeMatch(of: /\d[\d.]* (ms|s)(, \d.*)?/) != nil
        return isTime && !tellsTime ? String(reply.dropLast(last.count + 1)) : reply
    }
}
