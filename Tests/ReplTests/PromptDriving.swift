import Platform
import TestSupport
import Testing

/// What tests on a pseudo terminal share: the driver is a prompt with nothing around it.
protocol PromptDriving {
    /// Whether what is typed is coloured: then it is to be read from the screen, as it is drawn in pieces.
    var highlights: Bool { get }
}

extension PromptDriving {
    var highlights: Bool { false }

    func start(
        _ arguments: [String] = [], _ variables: [String: String] = [:], columns: Int = 80, rows: Int = 24
    ) throws -> TerminalSession {
        var program = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &program, program.count)
        let own = String(decoding: program.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let environment = [
            "TERM": "xterm", "HOME": "/nonexistent", "SWIFT_BACKTRACE": "enable=no", "PATH": "/usr/bin:/bin",
            "HIGHLIGHT": highlights ? "on" : "off",
        ]
        .merging(variables) { $1 }
        let session = try TerminalSession(
            folder + "/ReplDriver", arguments, environment: environment, columns: columns, rows: rows,
            deadline: .seconds(20))
        try session.expect("driver ready")
        try session.expect("test>")
        return session
    }

    /// Presses Enter on what was typed and waits for the reply.
    func enter(_ session: TerminalSession, _ reply: String) throws {
        session.type("\r")
        try session.expect(reply)
        // Keys that mean something to the terminal itself must wait for the editor.
        try session.expect("test>")
    }

    func leave(_ session: TerminalSession) throws {
        // Not Ctrl-D: typed before the editor has the terminal again, it would be the terminal's own.
        session.type(".exit\r")
        try session.expect("bye")
        #expect(try session.expectExit() == 0)
    }
}
