import Platform

/// Claims that all processes of a user share. A right is the lock of a file of its own, which goes with it; the marks
/// are hashes in one file, of which the oldest half goes when it is full.
public final class FileCreateClaims: CreateClaims {
    private static let marksFile = "creates"
    /// Bytes of a mark.
    private static let markSize = 16

    private let folder: StateFolder?
    private let target: String
    private let capacity: Int

    /// Claims at `target`, which is the same text in every process that goes there; nothing is opened before the first
    /// create. Without a folder nothing can be claimed.
    public convenience init(folder: String?, target: String) {
        self.init(folder: folder, target: target, capacity: 65_536)
    }

    init(folder: String?, target: String, capacity: Int) {
        self.folder = folder.map { StateFolder(path: $0) }
        self.target = target
        self.capacity = capacity
    }

    /// The lock of the name, where nobody has it.
    public func take(_ name: String) throws(StateFileProblem) -> CreateClaim? {
        let folder = try usable()
        let file = "create-\(hash(name).map { Self.hexadecimal($0) }.joined()).lock"
        for _ in 0..<10 {
            let descriptor = try folder.open(file)
            let lock: (isTaken: Bool, isThere: Bool)
            do throws(StateFileProblem) { lock = try StateFolder.lock(descriptor, folder.file(file)) } catch {
                close(descriptor)
                throw error
            }
            guard lock.isTaken else {
                close(descriptor)
                return nil
            }
            guard !lock.isThere else {
                return CreateClaim {
                    // Removed while it is locked: who opened it meanwhile sees that it is gone, and makes a new one.
                    unlink(folder.file(file))
                    close(descriptor)
                }
            }
            close(descriptor)
        }
        return nil
    }

    /// Keeps a mark.
    public func note(_ mark: String) throws(StateFileProblem) {
        let record = hash(mark)
        try withMarks { descriptor, file throws(StateFileProblem) in
            var end = lseek(descriptor, 0, SEEK_END)
            guard end >= 0 else { throw .system(file, "cannot be read") }
            // Half a record of a process that was killed is written over.
            end -= end % off_t(Self.markSize)
            if end >= off_t(capacity * Self.markSize) { end = try dropOldest(descriptor, file, end) }
            guard pwrite(descriptor, record, record.count, end) == record.count else {
                throw .system(file, "cannot be written")
            }
        }
    }

    /// Whether a mark was kept.
    public func has(_ mark: String) throws(StateFileProblem) -> Bool {
        let record = hash(mark)
        return try withMarks { descriptor, file throws(StateFileProblem) in
            let marks = try Self.read(descriptor, file, from: 0, count: capacity * Self.markSize)
            return stride(from: 0, to: marks.count - Self.markSize + 1, by: Self.markSize).contains {
                marks[$0..<($0 + Self.markSize)].elementsEqual(record)
            }
        }
    }

    private func usable() throws(StateFileProblem) -> StateFolder {
        guard let folder else { throw StateFileProblem(description: "no home folder says where its files are") }
        return folder
    }

    /// Others keep the marks for the moment of one change.
    private func withMarks<Value>(
        _ body: (Int32, String) throws(StateFileProblem) -> Value
    ) throws(StateFileProblem) -> Value {
        let folder = try usable()
        let file = folder.file(Self.marksFile)
        for _ in 0..<1000 {
            let descriptor = try folder.open(Self.marksFile)
            defer { close(descriptor) }
            let lock = try StateFolder.lock(descriptor, file)
            if lock.isTaken, lock.isThere { return try body(descriptor, file) }
            usleep(100)
        }
        throw StateFileProblem(description: "another process has locked \(file)")
    }

    /// Keeps the newer half; where the file ends then.
    private func dropOldest(_ descriptor: Int32, _ file: String, _ end: off_t) throws(StateFileProblem) -> off_t {
        let kept = off_t(capacity / 2 * Self.markSize)
        let newer = try Self.read(descriptor, file, from: end - kept, count: Int(kept))
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, newer, newer.count, 0) == newer.count else {
            throw .system(file, "cannot be written")
        }
        return off_t(newer.count)
    }

    private static func read(
        _ descriptor: Int32, _ file: String, from start: off_t, count: Int
    ) throws(StateFileProblem) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let size = pread(descriptor, &bytes, count, start)
        guard size >= 0 else { throw .system(file, "cannot be read") }
        return Array(bytes[..<size])
    }

    /// Names show neither target nor key of an experiment.
    private func hash(_ text: String) -> [UInt8] {
        Array(SHA256.digest(Array("ampsh create\u{0}\(target)\u{0}\(text)".utf8)).prefix(Self.markSize))
    }

    private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
