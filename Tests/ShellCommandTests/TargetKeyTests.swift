import APIClient
import Platform
import TestSupport
import Testing

@testable import ShellCommand

@Suite struct TargetKeyTests {
    private func target(_ keys: [String: String] = [:], home: String = "/h") -> TargetKey {
        var ring = Keyring()
        ring.take(keys.keys) { name in keys[name].map { Array($0.utf8) } }
        return TargetKey(keyring: ring, paths: StandardPaths(environment: ["HOME": home]))
    }

    @Test func aVariablesKeyComesFromTheRing() throws {
        #expect(try target(["K": "ampex_k"]).key(from: .variable("K")) == ManagementKey("ampex_k"))
        #expect(throws: TargetKey.Problem.badVariable("K", .empty)) { try target().key(from: .variable("K")) }
        #expect(throws: TargetKey.Problem.badVariable("K", .whiteSpace(offset: 1))) {
            try target(["K": "a b"]).key(from: .variable("K"))
        }
    }

    @Test(arguments: ["ampex_k", "ampex_k\n", "ampex_k\r\n"])
    func aFilesKeyIsItsOnlyLine(_ text: String) throws {
        let folder = try FreshFolder()
        try write(text, to: folder.path + "/key", mode: 0o600)
        #expect(try target().key(from: .file(folder.path + "/key")) == ManagementKey("ampex_k"))
        #expect(try target(home: folder.path).key(from: .file("~/key")) == ManagementKey("ampex_k"))
    }

    @Test func aBadKeyFileIsNamed() throws {
        let folder = try FreshFolder()
        let path = folder.path + "/key"
        #expect(throws: TargetKey.Problem.noFile(path: path)) { try target().key(from: .file(path)) }
        try write("k", to: folder.path + "/key", mode: 0o644)
        #expect(throws: TargetKey.Problem.unreadableFile(.looseMode(path: path, mode: 0o644))) {
            try target().key(from: .file(path))
        }
        try write("\n", to: folder.path + "/key", mode: 0o600)
        #expect(throws: TargetKey.Problem.badFile(path: path, .empty)) { try target().key(from: .file(path)) }
        try write("one\ntwo\n", to: folder.path + "/key", mode: 0o600)
        #expect(throws: TargetKey.Problem.badFile(path: path, .whiteSpace(offset: 3))) {
            try target().key(from: .file(path))
        }
    }

    @Test func aCommandsKeyIsWhatItPrints() throws {
        #expect(try target().key(from: .command(.shell("echo ampex_k"))) == ManagementKey("ampex_k"))
        #expect(throws: TargetKey.Problem.command(.exited(code: 1))) {
            try target().key(from: .command(.shell("exit 1")))
        }
        #expect(TargetKey.Problem.command(.exited(code: 1)).description == "key_command: it ended with code 1")
    }

    @Test func aKeyFileMayBeALinkAsMountedSecretsAre() throws {
        let folder = try FreshFolder()
        try write("ampex_k\n", to: folder.path + "/key", mode: 0o600)
        symlink("key", folder.path + "/link")
        #expect(try target().key(from: .file(folder.path + "/link")) == ManagementKey("ampex_k"))
    }

    @Test func aRelativePathIsCountedFromTheConfigFile() {
        #expect(target().path(of: "keys/prod") == "/h/.config/ampsh/keys/prod")
        #expect(target().path(of: "/a") == "/a")
        #expect(target().path(of: "~/a") == "/h/a")
    }

    private func write(_ text: String, to path: String, mode: mode_t) throws {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
        chmod(path, mode)
    }
}
