import Platform
import TestSupport
import Testing

@testable import APIClient

struct CreateClaimsTests {
    /// Two of a kind that share what they claim, as two processes would.
    private struct Pair {
        let folder: FreshFolder
        let one: FileCreateClaims
        let other: FileCreateClaims

        init(capacity: Int = 1000) throws {
            folder = try FreshFolder()
            one = FileCreateClaims(folder: folder.path + "/state/ampsh", target: "t", capacity: capacity)
            other = FileCreateClaims(folder: folder.path + "/state/ampsh", target: "t", capacity: capacity)
        }

        var files: [String] {
            get throws { try ShellProcess.run("/bin/ls", [folder.path + "/state/ampsh"], in: folder.path).lines }
        }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    @Test func aNameIsOneCallsAtATime() throws {
        let pair = try Pair()
        let claim = try #require(try pair.one.take("a"))
        #expect(try pair.other.take("a") == nil)
        #expect(try pair.one.take("a") == nil, "nor another call of the same process")
        #expect(try pair.other.take("b") != nil)
        #expect(try FileCreateClaims(folder: pair.folder.path + "/state/ampsh", target: "u").take("a") != nil)
        claim.release()
        claim.release()
        let next = try #require(try pair.other.take("a"))
        #expect(try pair.one.take("a") == nil)
        next.release()
    }

    @Test func aClaimThatNobodyKeepsIsReleasedAndLeavesNothingBehind() throws {
        let pair = try Pair()
        _ = try pair.one.take("a")
        do {
            let claim = try pair.other.take("a")
            #expect(claim != nil)
            let files = try pair.files
            #expect(files.count == 1)
            #expect(files[0].hasPrefix("create-") && files[0].hasSuffix(".lock"))
            #expect(mode(pair.folder.path + "/state/ampsh/" + files[0]) == 0o600)
            withExtendedLifetime(claim) {}
        }
        #expect(try pair.files == [])
        #expect(mode(pair.folder.path + "/state/ampsh") == 0o700)
    }

    @Test func marksAreSeenByAllAndKeptApart() throws {
        let pair = try Pair()
        #expect(try !pair.other.has("m"))
        try pair.one.note("m")
        try pair.one.note("n")
        #expect(try pair.other.has("m") && pair.other.has("n") && pair.one.has("m"))
        #expect(try !pair.other.has("o"))
        #expect(try !FileCreateClaims(folder: pair.folder.path + "/state/ampsh", target: "u").has("m"))
        #expect(mode(pair.folder.path + "/state/ampsh/creates") == 0o600)
    }

    @Test func theOldestMarksGoWhenThereAreTooMany() throws {
        let pair = try Pair(capacity: 10)
        for number in 0..<35 { try pair.one.note("\(number)") }
        for number in 30..<35 { #expect(try pair.other.has("\(number)"), "\(number)") }
        #expect(try !pair.other.has("0"))
        var status = stat()
        #expect(stat(pair.folder.path + "/state/ampsh/creates", &status) == 0)
        #expect(status.st_size <= 160)
    }

    @Test func halfAMarkOfAKilledProcessIsWrittenOver() throws {
        let pair = try Pair()
        try pair.one.note("a")
        let file = pair.folder.path + "/state/ampsh/creates"
        let descriptor = open(file, O_WRONLY | O_APPEND)
        #expect(write(descriptor, "half", 4) == 4)
        close(descriptor)
        try pair.one.note("b")
        #expect(try pair.other.has("a") && pair.other.has("b"))
    }

    @Test func whatCannotBeUsedIsSaid() throws {
        #expect(throws: StateFileProblem.self) { try FileCreateClaims(folder: nil, target: "t").take("a") }
        #expect(throws: StateFileProblem.self) { try FileCreateClaims(folder: "/dev/null/x", target: "t").take("a") }
        let pair = try Pair()
        try pair.one.note("a")
        let file = pair.folder.path + "/state/ampsh/creates"
        chmod(file, 0o666)
        #expect(throws: StateFileProblem.self) { try pair.one.note("b") }
        unlink(file)
        symlink("/tmp/elsewhere", file)
        #expect(throws: StateFileProblem(description: "\(file) is a symbolic link; remove it")) {
            try pair.one.has("b")
        }
    }

    @Test func inMemoryTheSameHolds() {
        let claims = MemoryCreateClaims()
        var claim = claims.take("a")
        #expect(claim != nil && claims.take("a") == nil)
        claim = nil
        #expect(claims.take("a") != nil)
        claims.note("m")
        #expect(claims.has("m") && !claims.has("n"))
    }
}
