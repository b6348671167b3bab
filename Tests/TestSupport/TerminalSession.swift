import Platform

/// A program on a pseudo terminal of its own. Every wait has a deadline; nothing sleeps.
public final class TerminalSession {
    /// POSIX_SPAWN_SETSID, which Glibc shows to GNU sources only.
    private static let newSession: Int32 = 0x80
    /// TIOCSPTLCK and TIOCGPTN, macros that do not import.
    private static let unlock: UInt = 0x4004_5431
    private static let terminalNumber: UInt = 0x8004_5430

    private let master: Int32
    private let process: pid_t
    private let deadline: Duration
    private var unread: [UInt8] = []
    private var status: Int32?
    /// What the terminal shows by now.
    public private(set) var screen: TerminalScreen
    /// Everything that the program wrote, for messages.
    public private(set) var transcript: [UInt8] = []

    /// Starts a program with exactly that environment.
    public init(
        _ executable: String, _ arguments: [String] = [], environment: [String: String] = [:],
        columns: Int = 80, rows: Int = 24, deadline: Duration = .seconds(30)
    ) throws {
        self.deadline = deadline
        screen = TerminalScreen(width: columns, height: rows)
        guard let (master, name) = Self.openTerminal() else {
            throw TerminalSessionError.cannotStart(executable, errno)
        }
        self.master = master
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        _ = fcntl(master, F_SETFL, O_NONBLOCK)

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // The leader of a new session that opens a terminal makes it its own.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(
            &attributes, Int16(Self.newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        var settings = environment.withoutLedger(arguments).map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, executable, &actions, &attributes, &words, &settings)
        guard failure == 0 else {
            close(master)
            throw TerminalSessionError.cannotStart(executable, failure)
        }
        self.process = process
    }

    deinit {
        if status == nil {
            kill(process, SIGKILL)
            var ended: Int32 = 0
            waitpid(process, &ended, 0)
        }
        close(master)
    }

    /// Sends bytes as a keyboard does; `\r` is Enter, `\u{3}` Ctrl-C, `\u{4}` Ctrl-D.
    public func type(_ text: String) { type(Array(text.utf8)) }

    /// Sends bytes as a keyboard does.
    public func type(_ bytes: [UInt8]) {
        var rest = bytes[...]
        let end = ContinuousClock.now + deadline
        while !rest.isEmpty, ContinuousClock.now < end {
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else {
                // The terminal is full until the program reads; meanwhile it may wait for us to read.
                var watched = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
                _ = poll(&watched, 1, 100)
                if watched.revents & Int16(POLLIN) != 0 { _ = readMore(timeout: 0) }
                if errno == EIO { return }
            }
        }
    }

    /// Reads on until the text came, and past it.
    /// - Returns: what came before it.
    ///
    /// - Parameter keys: pressed now, and again every second: two signals that come close together may be one.
    @discardableResult
    public func expect(_ text: String, pressing keys: String = "") throws -> String {
        let wanted = Array(text.utf8)
        let end = ContinuousClock.now + deadline
        var nextPress = ContinuousClock.now
        while true {
            if let place = Self.place(of: wanted, in: unread) {
                let before = String(decoding: unread[..<place], as: UTF8.self)
                unread.removeFirst(place + wanted.count)
                return before
            }
            if !keys.isEmpty, ContinuousClock.now >= nextPress {
                type(keys)
                nextPress = ContinuousClock.now + .seconds(1)
            }
            let seen = { String(decoding: self.unread, as: UTF8.self) }
            guard ContinuousClock.now < end else {
                throw TerminalSessionError.timedOut(expected: text, seen: seen())
            }
            guard readMore(timeout: 200) else {
                throw TerminalSessionError.ended(expected: text, seen: seen())
            }
        }
    }

    /// Reads on until the screen shows what is wanted; what was read is no longer expected after that.
    public func expectScreen(_ wanted: String, where isThere: (TerminalScreen) -> Bool) throws {
        let end = ContinuousClock.now + deadline
        while !isThere(screen) {
            guard ContinuousClock.now < end else {
                throw TerminalSessionError.timedOut(expected: wanted, seen: screen.text)
            }
            guard readMore(timeout: 200) else {
                throw TerminalSessionError.ended(expected: wanted, seen: screen.text)
            }
        }
        unread = []
    }

    /// Reads on until the last row that is not empty is this one.
    public func expectLastRow(_ row: String) throws {
        try expectScreen(row) { $0.text.split(separator: "\n").last.map(String.init) == row }
    }

    /// Types a line, waits for its echo, presses Enter, and waits for the reply.
    @discardableResult
    public func roundtrip(_ line: String, _ reply: String) throws -> String {
        type(line)
        // By the screen: what is typed is coloured, and drawn anew where a bracket finds its partner.
        let typed = line.filter { $0 != " " }
        try expectScreen("the line \(line)") { screen in
            let rows = screen.rows[..<screen.row] + [String(screen.rows[screen.row].prefix(screen.column))]
            return rows.joined().filter { $0 != " " }.hasSuffix(typed)
        }
        type("\r")
        return try expect(reply)
    }

    /// Changes the size, which sends SIGWINCH. The screen begins empty, as nobody says how it lays out what was there.
    public func resize(columns: Int, rows: Int) {
        screen = TerminalScreen(width: columns, height: rows)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Sends a signal to the program.
    public func signal(_ number: Int32) { kill(process, number) }

    /// The program, for signals that other threads send.
    public var processID: Int32 { process }

    /// Whether the terminal is as a shell expects it: lines, echo and signals.
    public var isCooked: Bool {
        var modes = termios()
        guard tcgetattr(master, &modes) == 0 else { return false }
        let wanted = tcflag_t(ICANON | ECHO | ISIG)
        return modes.c_lflag & wanted == wanted
    }

    /// Reads on until the program has ended, pressing keys meanwhile where asked.
    /// - Returns: its exit code, or 128 and the signal.
    public func expectExit(pressing keys: String = "") throws -> Int32 {
        let end = ContinuousClock.now + deadline
        while ContinuousClock.now < end {
            type(keys)
            let isOpen = readMore(timeout: 20)
            var ended: Int32 = 0
            let result = waitpid(process, &ended, isOpen ? WNOHANG : 0)
            if result == process {
                while readMore(timeout: 0), !unread.isEmpty, isOpen, drained() {}
                let code = ended & 0x7F == 0 ? (ended >> 8) & 0xFF : 128 + (ended & 0x7F)
                status = code
                return code
            }
        }
        throw TerminalSessionError.timedOut(expected: "the end", seen: String(decoding: unread, as: UTF8.self))
    }

    /// What came and was not expected yet.
    public var rest: String { String(decoding: unread, as: UTF8.self) }

    /// A new pseudo terminal: our side, and the name of the program's.
    private static func openTerminal() -> (master: Int32, name: String)? {
        #if canImport(Glibc)
            // Glibc's module leaves posix_openpt and its kin out; these two requests of tty_ioctl(4) are what they make.
            let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
            guard master >= 0 else { return nil }
            var unlocked: Int32 = 0
            var number: UInt32 = 0
            guard ioctl(master, Self.unlock, &unlocked) == 0,
                ioctl(master, Self.terminalNumber, &number) == 0
            else {
                close(master)
                return nil
            }
            return (master, "/dev/pts/\(number)")
        #else
            let master = posix_openpt(O_RDWR | O_NOCTTY)
            guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, let name = ptsname(master) else {
                return nil
            }
            return (master, String(cString: name))
        #endif
    }

    private func drained() -> Bool {
        var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0 && watched.revents & Int16(POLLIN) != 0
    }

    /// False when the other side has gone.
    private func readMore(timeout: Int32) -> Bool {
        var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&watched, 1, timeout) > 0 else { return true }
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = read(master, &buffer, buffer.count)
        if count > 0 {
            unread += buffer[..<count]
            transcript += buffer[..<count]
            screen.write(buffer[..<count])
            return true
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR)
    }

    private static func place(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        guard !wanted.isEmpty else { return 0 }
        guard bytes.count >= wanted.count else { return nil }
        return (0...bytes.count - wanted.count).first { start in
            bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }
}
