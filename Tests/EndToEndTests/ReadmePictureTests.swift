import TestSupport
import Testing

/// The picture of a terminal in `README.md` is what a new user sees.
struct ReadmePictureTests {
    private static let prompt = "ampsh sandbox> "

    /// The lines of the picture, without the command that opens it.
    private static func picture() throws -> ArraySlice<String> {
        let lines = try GeneratedPage("README.md").text().split(separator: "\n", omittingEmptySubsequences: false)
        let picture = lines.drop { $0 != "```text" }.dropFirst().prefix { $0 != "```" }.map(String.init)
        #expect(picture.first == "$ ampsh --sandbox")
        return picture.dropFirst()
    }

    @Test func theSessionIsTheOneInTheReadme() throws {
        let home = try ShellHome()
        let session = try TerminalSession(
            ShellHome.executable, ["--sandbox"],
            environment: ["HOME": home.path, "TERM": "xterm", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"])
        var commands = 0
        for line in try Self.picture() {
            if line.hasPrefix(Self.prompt) {
                let command = String(line.dropFirst(Self.prompt.count))
                commands += 1
                try session.expect(Self.prompt)
                try session.roundtrip(command, "\r\n")
            } else if line.hasPrefix("sandbox /") {
                let place = line.replacing("/home/ada", with: home.path)
                try session.expect(place + "\r\n")
            } else if line != Self.prompt.dropLast() {
                try session.expect(line + "\r\n")
            }
        }
        #expect(commands >= 4)
        try session.expect(Self.prompt)
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
    }
}
