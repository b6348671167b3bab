import TestSupport
import Testing

/// Tab at the prompt of the real binary, where it knows the API.
struct CompletionTests {
    private static let controlC = "\u{3}"

    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Types text, waits for its echo, presses Tab and waits for what it adds.
    private func tab(_ session: TerminalSession, _ typed: String, adds text: String) throws {
        session.type(typed)
        try session.expect(typed)
        session.type("\t")
        try session.expect(text)
    }

    /// Types text and presses Tab twice, which lists; drops the line.
    private func list(_ session: TerminalSession, _ typed: String) throws -> String {
        session.type(typed)
        try session.expect(typed)
        session.type("\t\t")
        let list = try session.expect("ampsh sandbox> ")
        session.type(Self.controlC)
        try session.expect("ampsh sandbox> ")
        return list
    }

    @Test func parametersAndValuesComeFromTheCatalogue() throws {
        let session = try home.prompt()
        let names = try list(session, "experiments.create{")
        #expect(names.contains("projectId = ") && names.contains("string, not empty, required: The project"))
        #expect(!names.contains("limit"))
        try tab(session, "#experiments.list{l", adds: "imit = ")
        session.type("2}\r")
        #expect(try session.expect("ampsh sandbox> ").contains("2\r\n"))
        // The second line of a block knows the first.
        session.type("x = experiments.list{\r")
        try session.expect(">> ")
        session.type("limit = 1,\r")
        try session.expect(">> ")
        try tab(session, "cu", adds: "rsor = ")
    }

    @Test func idsAreFoundByKeyWithoutACall() throws {
        let session = try home.prompt()
        let found = try list(session, "experiments.get(\"")
        #expect(found.contains("\"31238\"  ") && found.contains("listed just now; .refresh lists them anew"))
        try tab(session, "experiments.get(\"fare-", adds: "31238\"")
        session.type(").id\r")
        #expect(try session.expect("ampsh sandbox> ").contains("31238\r\n"))
        try tab(session, "experiments.set_rollout_weights(\"31238\", {ca", adds: "p = ")
    }

    @Test func aLiveTargetIsNotAskedByTab() throws {
        let server = try ScriptedServer.start(.silence)
        defer { server.end() }
        let session = try home.terminal(
            ["--color", "never", "--url", server.url], environment: ["AMPSH_API_KEY": "ampex_12345678"], columns: 160)
        try session.expect("ampsh 127.0.0.1> ")
        session.type("experiments.get(\"\t\t")
        // A request would hang here.
        try session.expect("no experiments listed yet; .refresh lists them")
    }

    @Test func filesAndModulesAreOfferedInTheStringsThatNameThem() throws {
        let session = try home.prompt()
        _ = try home.write("return 'loaded'", to: "a file.lua")
        try tab(session, "dofile(\"\(home.path)/a", adds: "file.lua\"")
        session.type(")\r")
        #expect(try session.expect("ampsh sandbox> ").contains("loaded\r\n"))
        try tab(session, "dofile(\"~/a", adds: "file.lua\"")
        session.type(Self.controlC)
        try session.expect("ampsh sandbox> ")
        try tab(session, "require \"am", adds: "psh\"")
    }
}
