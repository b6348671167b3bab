import TestSupport
import Testing

/// Tab at the prompt of the real binary, where it knows the API.
struct CompletionTests {
    private static let controlC = "\u{3}"
    private static let prompt = "ampsh sandbox> "

    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// Types an expression with Tab in it, and waits for its value: it is whole Lua only when Tab did its part.
    private func evaluate(_ session: TerminalSession, _ keys: String, is value: String) throws {
        session.type("print('=' .. tostring(\(keys)) .. '=')\r")
        try session.expect("=\(value)=")
        try session.expect(Self.prompt)
    }

    /// Types text and presses Tab twice, which lists up to the line that begins with a text; drops the line.
    private func list(_ session: TerminalSession, _ typed: String, upTo last: String) throws -> String {
        session.type(typed)
        try session.expect(typed)
        session.type("\t\t")
        let list = try session.expect(last)
        session.type(Self.controlC)
        try session.expect(Self.prompt)
        return list
    }

    @Test func parametersAndValuesComeFromTheCatalogue() throws {
        let session = try home.prompt()
        let names = try list(session, "experiments.create{", upTo: "deployments = ")
        #expect(names.contains("projectId = ") && names.contains("string, not empty, required: The project"))
        try evaluate(session, "#experiments.list{l\t2}", is: "2")
        // The second line of a block knows the first.
        session.type("x = experiments.list{\r")
        try session.expect(">> ")
        session.type("cursor = nil,\r")
        try session.expect(">> ")
        session.type("\t3}\r")
        try session.expect(Self.prompt)
        try evaluate(session, "#x", is: "3")
    }

    /// How a call is written stands behind the cursor; it is nothing to be taken into the line.
    @Test func whatACallTakesIsShownAndNotTaken() throws {
        let session = try home.terminal(["--sandbox-path", ":memory:"], columns: 160)
        try session.expectLastRow("ampsh sandbox>")
        session.type("print('<' .. #experiments.list{")
        try session.expectScreen("a signature") { !$0.dimmedText.isEmpty }
        session.type("\u{5}\u{6}limit=2} .. '>')\r")
        try session.expectScreen("what was typed") { $0.text.contains("\n<2>\n") }
    }

    @Test func idsAreFoundByKeyWithoutACall() throws {
        let session = try home.prompt()
        let found = try list(session, "experiments.get(\"", upTo: "listed just now; .refresh lists them anew")
        #expect(found.contains("\"31238\"  "))
        try evaluate(session, "experiments.get(\"fare-\t).id", is: "31238")
        try evaluate(session, "experiments.set_rollout_weights(\"31238\", {ca\t1, control = 1})", is: "true")
    }

    @Test func aLiveTargetIsNotAskedByTab() throws {
        let server = try ScriptedServer(.silence)
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
        try evaluate(session, "dofile(\"\(home.path)/a\t)", is: "loaded")
        try evaluate(session, "dofile(\"~/a\t)", is: "loaded")
        try evaluate(session, "type(require \"ampsh.gl\t)", is: "table")
    }
}
