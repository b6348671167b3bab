import Platform
import Synchronization
import TestSupport
import Testing

@testable import Repl

@Suite(.serialized)
struct HistoryFileTests {
    private final class Problems {
        var all: [HistoryProblem] = []
    }

    private final class Flag: Sendable {
        private let value = Mutex(false)
        func set() { value.withLock { $0 = true } }
        var isSet: Bool { value.withLock { $0 } }
    }

    /// Few bytes, so that a file that is too large need not be large.
    private static let maximumBytes = 16 << 10

    private func file(_ path: String, limit: Int = 100, _ problems: Problems = Problems()) -> HistoryFile {
        HistoryFile(path: path, limit: limit, maximumBytes: Self.maximumBytes) { problems.all.append($0) }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    private func write(_ text: [UInt8], to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        _ = text.withUnsafeBytes { Platform.write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    @Test func entriesComeBackWhole() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let entries = ["print(1)", "for i = 1, 2 do\n\tprint(i)\nend", "s = 'é\\n \\134 日本'", "x = '\u{1}'"]
        let first = file(path)
        #expect(first.load() == [])
        for entry in entries { #expect(first.append(entry)) }
        #expect(file(path).load() == entries)
    }

    @Test(arguments: [0, 0o022, 0o077] as [mode_t])
    func theFileIsPrivateUnderAnyUmask(_ mask: mode_t) throws {
        let folder = try FreshFolder()
        let former = umask(mask)
        defer { umask(former) }
        let path = folder.path + "/state/ampsh/history"
        file(path).append("x = 1")
        #expect(mode(path) == 0o600)
        #expect(mode(folder.path + "/state/ampsh") == 0o700)
        #expect(mode(folder.path + "/state") == 0o700)
        chmod(path, 0o644)
        _ = file(path).load()
        #expect(mode(path) == 0o600)
        // Trimming makes another file.
        file(path).append("y = 1")
        #expect(file(path, limit: 1).load() == ["y = 1"])
        #expect(mode(path) == 0o600)
    }

    @Test func twoWritersKeepBoth() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let first = file(path)
        let second = file(path, limit: 5)
        for number in 0..<20 {
            first.append("first \(number)")
            second.append("second \(number)")
        }
        #expect(file(path).load().count == 40)
        // One trims while the other goes on: what is appended later goes to the file that stands there now.
        #expect(second.load().count == 5)
        first.append("after")
        #expect(
            file(path).load() == ["second 17", "first 18", "second 18", "first 19", "second 19"].suffix(5) + ["after"])
    }

    @Test func writersInThreadsLoseNothing() async throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let file = HistoryFile(path: path) { _ in }
                    for number in 0..<50 { file.append("writer \(writer) \(number)") }
                }
            }
        }
        #expect(Set(file(path, limit: 1000).load()).count == 200)
    }

    @Test(
        arguments: [
            ("", nil, false), ("  ", nil, false), (" x = 1", nil, false), ("x = 1", "x = 1", false),
            ("x = 1", "y", true),
            ("starts with ampex_", nil, true), ("bearer of news", nil, true), ("print(AMPSH_API_KEY)", nil, true),
            ("os.getenv('AMPSH_API_KEY')", nil, true), ("experiments.create{key = 'checkout-button'}", nil, true),
            ("request('GET', 'https://example.com/a:b@c')", nil, true), ("token = next_token()", nil, true),
            ("name = 'a basic experiment'", nil, true),
        ] as [(String, String?, Bool)])
    func whatIsKept(_ entry: String, _ previous: String?, _ expected: Bool) {
        #expect(HistoryRule.keeps(entry, after: previous) == expected)
    }

    @Test(arguments: [
        "key = 'ampex_abcdef'", "AMPEX_ABCDEF", "x = \"Ampex_0123456789\"",
        "h = 'Authorization: Bearer abcdefgh12345'", "h = {Authorization = 'bearer abcdefgh12345'}",
        "headers['authorization'] = \"BEARER   abcdefgh12345\"", "'Bearer ' .. 'abcdefgh12345'",
        "h = {['Authorization'] = 'Basic dXNlcjpwYXNz'}", "os.execute('AMPSH_API_KEY=\"abcdefgh\" x')",
        "export AMPSH_API_KEY=abcdefgh", "os.execute(\"AMP_API_KEY=abcdefgh x\")", "AMPLITUDE_API_KEY = 'abcdefgh'",
        "api_key = 'abcdefgh'", "apiKey: \"abcdefgh\"", "os.execute('curl -H \"X-Api-Key: abcdefgh\" x')",
        "ampsh --api-key abcdefgh", "secretKey='abcdefgh12'", "password = \"p@ss!w0rd\"", "token = 'abcdef123456'",
        "t = {access_token = 'abcdefgh'}", "AWS_SECRET_ACCESS_KEY=abcdefgh12", "u = 'https://user:secret@example.com/'",
        "jwt = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.x'", "for i = 1, 2 do\n  k = 'ampex_abcdef'\nend",
    ])
    func whatLooksLikeAKeyIsNeverWritten(_ entry: String) throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let history = file(path)
        #expect(!history.append(entry))
        history.append("x = 1")
        #expect(file(path).load() == ["x = 1"])
    }

    @Test(arguments: [
        Array("no header\nat all\n".utf8), Array("_HiStOrY_V2_\n\0\u{1}".utf8),
        Array("_HiStOrY_V2_\n".utf8) + [0xFF, 0xFE, 0x0A],
    ])
    func aDamagedFileIsMovedAsideAndToldOnce(_ bytes: [UInt8]) throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        write(bytes, to: path)
        let problems = Problems()
        let history = file(path, problems)
        #expect(history.load() == [])
        #expect(problems.all == [.damaged(path: path, movedTo: path + ".damaged")])
        #expect(history.append("x = 1"))
        #expect(file(path).load() == ["x = 1"])
        #expect(access(path + ".damaged", F_OK) == 0)
    }

    @Test func aHalfWrittenLastLineIsLeftOut() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        write(Array("_HiStOrY_V2_\nwhole\\040line\nhalf a l".utf8), to: path)
        #expect(file(path).load() == ["whole line"])
        file(path).append("next")
        #expect(file(path).load() == ["whole line", "next"])
    }

    @Test func anUnusablePlaceIsToldOnceAndTheShellWorksOn() throws {
        let folder = try FreshFolder()
        write([], to: folder.path + "/file")
        let problems = Problems()
        let history = file(folder.path + "/file/history", problems)
        #expect(history.load() == [])
        #expect(history.append("x = 1"))
        #expect(history.append("y = 1"))
        #expect(problems.all.count == 1)
    }

    @Test func aLinkIsNotFollowedAndToldOnce() throws {
        let folder = try FreshFolder()
        let victim = folder.path + "/victim"
        write(Array("keep me\n".utf8), to: victim)
        let path = folder.path + "/history"
        #expect(symlink(victim, path) == 0)
        let problems = Problems()
        let history = file(path, problems)
        #expect(history.load() == [])
        #expect(history.append("x = 1"))
        #expect(problems.all == [.link(path: path)])
        var status = stat()
        #expect(stat(victim, &status) == 0 && status.st_size == 8)
        #expect(access(path + ".damaged", F_OK) != 0)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func aFileOfSomebodyElseIsNotUsed() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        write(Array("_HiStOrY_V2_\nx = 1\n".utf8), to: path)
        #expect(chown(path, 65_534, 65_534) == 0)
        let problems = Problems()
        let history = file(path, problems)
        #expect(history.load() == [])
        #expect(history.append("y = 1"))
        #expect(problems.all == [.foreign(path: path)])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_size == 19)
    }

    /// Who waits for the lock has the old file open, which a trim takes away meanwhile.
    @Test func whatIsAppendedDuringATrimGoesToTheNewFile() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        file(path).append("x = 1")
        write(Array("_HiStOrY_V2_\ntrimmed\n".utf8), to: path + ".new")
        let trimming = open(path, O_RDWR | O_CLOEXEC)
        #expect(flock(trimming, LOCK_EX) == 0)
        let isDone = Flag()
        OtherThread.run {
            HistoryFile(path: path) { _ in }.append("y = 1")
            isDone.set()
        }
        while Self.openings(of: path) < 2 { sched_yield() }
        #expect(rename(path + ".new", path) == 0)
        #expect(flock(trimming, LOCK_UN) == 0)
        close(trimming)
        while !isDone.isSet { sched_yield() }
        #expect(file(path).load() == ["trimmed", "y = 1"])
    }

    /// How many descriptors of this process have that file open.
    private static func openings(of path: String) -> Int {
        (0..<1024).count { descriptor in
            var target = [CChar](repeating: 0, count: 4096)
            let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            return count > 0 && target.prefix(count).map { UInt8(bitPattern: $0) } == Array(path.utf8)
        }
    }

    @Test func hugeEntriesAreTrimmedAway() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let history = file(path)
        let entries = (0..<5).map { "\($0)" + String(repeating: "x", count: Self.maximumBytes / 4) }
        for entry in entries { history.append(entry) }
        #expect(file(path).load() == Array(entries.suffix(3)))
        #expect(file(path).load() == Array(entries.suffix(3)))
    }

    // field/attack 9
    @Test func onlyTheEndOfAHugeFileIsRead() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        write(Array("_HiStOrY_V2_\nfirst = 1\n".utf8), to: path)
        // Four gigabytes of nothing, and then entries.
        let file = open(path, O_WRONLY)
        let end = off_t(4) << 30
        let rest = String(repeating: "x", count: 80)
        let last = Array(("\n" + (1...2_000).map { "entry = \($0) -- \(rest)\n" }.joined()).utf8)
        _ = last.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, end) }
        close(file)
        let entries = self.file(path, limit: 3).load()
        #expect(entries.map { $0.prefix(14) } == ["entry = 1998 -", "entry = 1999 -", "entry = 2000 -"])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_size < 1_000)
    }

    // field/attack 9
    @Test func aHugeFileOfNothingIsMovedAside() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        for beginning in ["", "_HiStOrY_V2_\n"] {
            write(Array(beginning.utf8), to: path)
            #expect(truncate(path, off_t(4) << 30) == 0)
            let problems = Problems()
            #expect(file(path, problems).load() == [])
            #expect(problems.all.count == 1)
            #expect(file(path, problems).append("x = 1"))
            #expect(file(path).load() == ["x = 1"])
        }
    }

    // field/attack 9
    @Test func aPipeIsNoHistoryAndDoesNotHoldTheStart() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        #expect(mkfifo(path, 0o600) == 0)
        let problems = Problems()
        #expect(file(path, problems).load() == [])
        #expect(problems.all == [.noFile(path: path)])
    }

    // field/attack 7
    @Test func whatHoldsAKeyInUseIsNotKept() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        let history = HistoryFile(path: path, holdsKey: { $0.contains("in use") }) { _ in }
        #expect(!history.append("k = 'in use'"))
        #expect(history.append("k = 'another'"))
        #expect(file(path).load() == ["k = 'another'"])
    }

    @Test func aLockThatIsHeldDoesNotHoldThePrompt() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/history"
        file(path).append("x = 1")
        let other = open(path, O_RDWR)
        defer { close(other) }
        #expect(flock(other, LOCK_EX) == 0)
        let problems = Problems()
        #expect(file(path, problems).load() == [])
        #expect(problems.all.count == 1)
    }

    @Test func aFolderOrADeviceIsNoHistory() throws {
        let folder = try FreshFolder()
        let problems = Problems()
        #expect(file(folder.path, problems).load() == [])
        #expect(file("/dev/null", problems).load() == [])
        #expect(problems.all.count == 2)
    }
}
