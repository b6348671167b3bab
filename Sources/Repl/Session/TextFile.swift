import Platform

/// A file that a command writes or reads.
struct TextFile {
    let path: String

    init(path: String) { self.path = path }

    /// Writes a new file; one that is there only on request.
    func create(_ text: String, overwrites: Bool) throws(CommandError) {
        try create(Array(text.utf8), overwrites: overwrites, force: ".save!")
    }

    /// Writes a new file of bytes; one that is there only on request.
    ///
    /// - Parameter force: the command that is the request.
    func create(_ bytes: [UInt8], overwrites: Bool, force: String) throws(CommandError) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwrites ? O_TRUNC : O_EXCL)
        let file = open(path, flags, 0o666)
        guard file >= 0 else {
            throw errno == EEXIST ? CommandError("\(path) is there already; \(force) overwrites it") : problem()
        }
        let isWritten = Self.write(bytes, to: file)
        let failure = isWritten ? nil : problem()
        guard close(file) == 0, isWritten else { throw failure ?? problem() }
    }

    /// A new file of 0600 under a name nobody can guess.
    static func temporary(_ text: String, in folder: String) throws(CommandError) -> TextFile {
        var template = Array("\(folder)/ampsh-XXXXXX.lua".utf8CString)
        let file = mkstemps(&template, 4)
        let made = TextFile(path: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        guard file >= 0 else { throw made.problem() }
        let isWritten = write(Array((text.isEmpty ? "" : text + "\n").utf8), to: file)
        let failure = isWritten ? nil : made.problem()
        guard close(file) == 0, isWritten else {
            made.remove()
            throw failure ?? made.problem()
        }
        return made
    }

    /// Whether both names lead to one file that is there.
    func isSame(as other: TextFile) -> Bool {
        var own = stat()
        var others = stat()
        guard stat(path, &own) == 0, stat(other.path, &others) == 0 else { return path == other.path }
        return own.st_ino == others.st_ino && own.st_dev == others.st_dev
    }

    /// The whole text, bytes that are no UTF-8 replaced.
    func read() throws(CommandError) -> String { String(decoding: try bytes(), as: UTF8.self) }

    /// The whole file. An editor may have put anything in its place.
    func bytes() throws(CommandError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw problem() }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Self.systemRead(file, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw problem() }
            bytes += buffer[..<count]
        }
    }

    /// Adds bytes at the end; the file is made where it is not there.
    func append(_ bytes: [UInt8]) throws(CommandError) {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw problem() }
        let isWritten = Self.write(bytes, to: file)
        let failure = isWritten ? nil : problem()
        guard close(file) == 0, isWritten else { throw failure ?? problem() }
    }

    /// Deletes it.
    func remove() { unlink(path) }

    private func problem() -> CommandError { CommandError("\(path): \(String(cString: strerror(errno)))") }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        Platform.read(file, bytes, count)
    }

    private static func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
        Platform.write(file, bytes, count)
    }
}
