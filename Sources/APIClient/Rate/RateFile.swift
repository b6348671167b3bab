import Platform

/// A bucket in a file that all processes of a user share, each of which locks it for the moment of a change.
///
/// It stands in the state folder by that folder's rules.
public final class RateFile: RateStore {
    let name: String
    private let folder: StateFolder
    private let file: String
    private var descriptor: Int32 = -1

    /// Nothing is opened before the first request.
    public init(folder: String, fingerprint: String) {
        self.folder = StateFolder(path: folder)
        file = "rate-\(fingerprint)"
        name = self.folder.file(file)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func update<Outcome>(_ change: (inout RateBucket?) -> Outcome) throws(RateStoreProblem) -> Outcome? {
        guard try lock() else { return nil }
        defer { flock(descriptor, LOCK_UN) }
        var bytes = [UInt8](repeating: 0, count: RateRecord.size + 1)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count >= 0 else { throw problem("cannot be read") }
        // A file that was just made is a bucket that nobody has used.
        let old = count == 0 ? RateBucket() : RateRecord.bucket(of: Array(bytes[..<count]))
        var bucket = old
        let result = change(&bucket)
        guard let new = bucket, new != old || count == 0 else { return result }
        if count > RateRecord.size, ftruncate(descriptor, off_t(RateRecord.size)) != 0 {
            throw problem("cannot be written")
        }
        let record = RateRecord.bytes(of: new)
        guard pwrite(descriptor, record, record.count, 0) == record.count else { throw problem("cannot be written") }
        return result
    }

    /// Opens the file where that is to be done and locks it; false where somebody else has the lock.
    private func lock() throws(RateStoreProblem) -> Bool {
        do throws(StateFileProblem) {
            for _ in 0..<10 {
                if descriptor < 0 { descriptor = try folder.open(file) }
                let lock = try StateFolder.lock(descriptor, name)
                guard lock.isTaken else { return false }
                if lock.isThere { return true }
                close(descriptor)
                descriptor = -1
            }
        } catch {
            throw RateStoreProblem(description: error.description)
        }
        throw RateStoreProblem(description: "\(name) is removed again and again")
    }

    private func problem(_ what: String) -> RateStoreProblem {
        RateStoreProblem(description: StateFileProblem.system(name, what).description)
    }
}
