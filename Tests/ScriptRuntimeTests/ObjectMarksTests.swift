import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Testing

@testable import ScriptRuntime

/// What an answer's table is, is known from the call that answered it.
struct ObjectMarksTests {
    private func type(of code: String, in fixture: RuntimeFixture) throws -> String? {
        let lua = fixture.state.main
        try lua.load("return \(code)", name: "=test")
        try lua.call(arguments: 0, results: 1)
        defer { lua.pop() }
        return fixture.runtime.values.objectType(at: -1, of: lua)
    }

    @Test func anObjectIsWhatItsCallAnswers() throws {
        let fixture = try RuntimeFixture { request in
            let page: JSONValue = ["experiments": [["id": "1"], ["id": "2"]], "deployments": [["id": "3"]]]
            return .answer(ExperimentServer.json(request.target.contains("/list") ? page : ["id": "1"]))
        }
        for (code, expected) in [
            ("experiments.get('1')", "Experiment"), ("experiments.create{projectId = '1', key = 'k'}", "Experiment"),
            ("experiments.list{}[2]", "Experiment"), ("experiments.all{}[1]", "Experiment"),
            ("experiments.each{}()", "Experiment"), ("deployments.list{}[1]", "Deployment"),
            ("parallel({'1'}, experiments.get)[1]", "Experiment"),
        ] {
            #expect(try type(of: code, in: fixture) == expected, "\(code)")
        }
        // Pages, tables made by hand, and what no call of the catalogue answered.
        for code in [
            "experiments.list{}", "experiments.all{}", "{id = '1'}", "json.decode('{\"id\": \"1\"}')",
            "(request('GET', '/experiments/1'))", "nil", "1", "catalogue",
        ] {
            #expect(try type(of: code, in: fixture) == nil, "\(code)")
        }
    }
}
