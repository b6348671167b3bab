import Platform
import TestSupport
import Testing

@testable import ShellCommand

@Suite struct PrivateFileTests {
    private func inFolder(_ body: (String) throws -> Void) throws {
        let folder = try FreshFolder()
        try body(folder.path)
    }

    private func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
        let file = try #require(fopen(path, "w"))
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
        chmod(path, mode)
    }

    @Test func theBytesOfAPrivateFileAreRead() throws {
        try inFolder { folder in
            let bytes = (0..<40_000).map { UInt8(truncatingIfNeeded: $0) }
            for mode in [0o600, 0o400, 0o700] as [mode_t] {
                try write(bytes, to: folder + "/f\(mode)", mode: mode)
                #expect(try PrivateFile.bytes(at: folder + "/f\(mode)") == bytes)
            }
        }
    }

    @Test func aLooserModeIsRefusedWithTheCommandThatHelps() throws {
        try inFolder { folder in
            let path = folder + "/it's"
            for mode in [0o644, 0o640, 0o604, 0o620, 0o601] as [mode_t] {
                try write([1], to: path, mode: mode)
                #expect(throws: PrivateFile.Problem.looseMode(path: path, mode: UInt32(mode))) {
                    try PrivateFile.bytes(at: path)
                }
            }
            #expect(
                PrivateFile.Problem.looseMode(path: "/a/it's", mode: 0o644).description
                    == #"/a/it's has mode 0644, so others may read it; chmod 600 '/a/it'\''s'"#)
        }
    }

    @Test func aMissingFileIsItsOwnCase() throws {
        try inFolder { folder in
            #expect(throws: PrivateFile.Problem.missing) { try PrivateFile.bytes(at: folder + "/none") }
            #expect(throws: PrivateFile.Problem.missing) { try PrivateFile.bytes(at: folder + "/no/folder") }
            try write([1], to: folder + "/file", mode: 0o600)
            #expect(throws: PrivateFile.Problem.missing) { try PrivateFile.bytes(at: folder + "/file/below") }
        }
    }

    @Test func whatIsNoRegularFileIsRefusedWithoutWaiting() throws {
        try inFolder { folder in
            #expect(throws: PrivateFile.Problem.notAFile(path: folder)) { try PrivateFile.bytes(at: folder) }
            mkfifo(folder + "/pipe", 0o600)
            #expect(throws: PrivateFile.Problem.notAFile(path: folder + "/pipe")) {
                try PrivateFile.bytes(at: folder + "/pipe")
            }
        }
    }

    @Test func aLinkIsFollowedOnlyWhereTheUserNamedThePath() throws {
        try inFolder { folder in
            try write([1], to: folder + "/file", mode: 0o600)
            let link = folder + "/link"
            symlink("file", link)
            #expect(throws: PrivateFile.Problem.symbolicLink(path: link)) { try PrivateFile.bytes(at: link) }
            #expect(try PrivateFile.bytes(at: link, followsLink: true) == [1])
            try write([2], to: folder + "/loose", mode: 0o644)
            symlink("loose", folder + "/second")
            #expect(throws: PrivateFile.Problem.looseMode(path: folder + "/second", mode: 0o644)) {
                try PrivateFile.bytes(at: folder + "/second", followsLink: true)
            }
        }
    }

    /// Only root can give a file away.
    @Test(.enabled(if: geteuid() == 0)) func aFileOfAnotherUserIsRefused() throws {
        try inFolder { folder in
            let path = folder + "/file"
            try write([1], to: path, mode: 0o600)
            try #require(chown(path, 12_345, 12_345) == 0)
            #expect(throws: PrivateFile.Problem.foreignOwner(path: path, user: 12_345)) {
                try PrivateFile.bytes(at: path)
            }
        }
    }

    @Test func aHugeFileIsRefused() throws {
        try inFolder { folder in
            let path = folder + "/huge"
            try write([], to: path, mode: 0o600)
            truncate(path, off_t(PrivateFile.sizeLimit + 1))
            #expect(throws: PrivateFile.Problem.tooLarge(path: path, limit: PrivateFile.sizeLimit)) {
                try PrivateFile.bytes(at: path)
            }
        }
    }
}
