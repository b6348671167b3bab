import Platform
import TestSupport
import Testing

@testable import APIClient

struct RateFileTests {
    private func count(_ file: RateFile) throws -> Int64? {
        try file.update { bucket in
            bucket?.count += 1
            return bucket?.count
        } ?? nil
    }

    private func make(_ path: String, _ text: String, _ mode: mode_t) {
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        defer { close(file) }
        _ = pwrite(file, text, text.utf8.count, 0)
        fchmod(file, mode)
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func twoWhoShareAFileShareTheBucket() throws {
        let folder = try FreshFolder()
        let first = RateFile(folder: folder.path + "/state/ampsh", fingerprint: "1")
        let second = RateFile(folder: folder.path + "/state/ampsh", fingerprint: "1")
        let other = RateFile(folder: folder.path + "/state/ampsh", fingerprint: "2")
        #expect(try count(first) == 1)
        #expect(try count(second) == 2)
        #expect(try count(first) == 3)
        #expect(try count(other) == 1)
        #expect(mode(folder.path + "/state/ampsh/rate-1") == 0o600)
        #expect(mode(folder.path + "/state/ampsh") == 0o700)
        #expect(mode(folder.path + "/state") == 0o700)
    }

    @Test func whileOneHasTheLockTheOtherIsToldSo() throws {
        let folder = try FreshFolder()
        let first = RateFile(folder: folder.path, fingerprint: "1")
        let second = RateFile(folder: folder.path, fingerprint: "1")
        let inner = try first.update { _ in Result { try second.update { _ in true } } }
        #expect(try #require(inner).get() == nil)
        #expect(try second.update { _ in true } == true)
    }

    @Test func whatCannotBeReadIsReplaced() throws {
        for junk in ["x", String(repeating: "y", count: 48), String(repeating: "z", count: 500)] {
            let folder = try FreshFolder()
            make(folder.path + "/rate-1", junk, 0o600)
            let file = RateFile(folder: folder.path, fingerprint: "1")
            let wasNil = try file.update { bucket -> Bool in
                defer { bucket = RateBucket() }
                return bucket == nil
            }
            #expect(wasNil == true)
            #expect(try count(file) == 1)
        }
    }

    @Test func aRemovedFileIsMadeAgain() throws {
        let folder = try FreshFolder()
        let file = RateFile(folder: folder.path, fingerprint: "1")
        for expected in 1...5 { #expect(try count(file) == Int64(expected)) }
        unlink(folder.path + "/rate-1")
        let other = RateFile(folder: folder.path, fingerprint: "1")
        #expect(try count(other) == 1)
        #expect(try count(file) == 2)
    }

    @Test func aLinkAFolderAndALooseFileAreNotUsed() throws {
        let folder = try FreshFolder()
        make(folder.path + "/elsewhere", "", 0o600)
        symlink(folder.path + "/elsewhere", folder.path + "/rate-link")
        mkdir(folder.path + "/rate-folder", 0o700)
        make(folder.path + "/rate-loose", "", 0o644)
        for (name, words) in [
            ("link", "is a symbolic link; remove it"), ("folder", "cannot be opened: Is a directory"),
            ("loose", "may be used by others; chmod 600 it"),
        ] {
            let file = RateFile(folder: folder.path, fingerprint: name)
            #expect(throws: RateStoreProblem(description: "\(folder.path)/rate-\(name) \(words)")) {
                try file.update { _ in 1 }
            }
        }
        #expect(mode(folder.path + "/elsewhere") != 0)
        let below = RateFile(folder: folder.path + "/elsewhere/x", fingerprint: "1")
        #expect(throws: RateStoreProblem.self) { try below.update { _ in 1 } }
    }

    @Test func theNameShowsNeitherKeyNorHost() throws {
        let key = try ManagementKey("ampex_0123456789abcdef0123456789abcdef")
        let name = key.fingerprint(at: try BaseURL("https://api.example.com"))
        #expect(name.utf8.count == 32)
        #expect(!name.contains("0123456789"))
        #expect(name == key.fingerprint(at: try BaseURL("https://api.example.com:443/")))
        #expect(name != key.fingerprint(at: try BaseURL("https://api.example.org")))
        #expect(
            name
                != (try ManagementKey("ampex_0123456789abcdef0123456789abcdee")).fingerprint(
                    at: try BaseURL("https://api.example.com")))
    }
}
