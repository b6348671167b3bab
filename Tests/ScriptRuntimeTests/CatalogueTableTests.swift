import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Testing

@testable import ScriptRuntime

/// The global `catalogue`: read as any table, and not to be changed.
struct CatalogueTableTests {
    @Test func statesOperatorsAndFieldsAreRead() throws {
        let fixture = try RuntimeFixture()
        try fixture.run(
            """
            local experiment = catalogue.objects.Experiment
            assert(experiment == catalogue.objects.Experiment and experiment.name == "Experiment")
            local operators = catalogue.objects.Condition.fields.op.type.values
            assert(#operators == 10 and operators[1] == "is" and table.concat(operators, ","):find("glob match", 1, true))
            local seen = {}
            for i, operator in ipairs(operators) do seen[i] = operator end
            assert(#seen == 10 and select("#", table.unpack(operators)) == 10)
            assert(catalogue.resources.experiments.endpoints.create.parameters.key.required == true)
            assert(catalogue.resources.experiments.endpoints.activate.effects[1].value == true)
            assert(catalogue.nothing == nil and catalogue.objects.nothing == nil and catalogue.objects[0] == nil)
            assert(require "ampsh".catalogue == catalogue)
            """)
    }

    /// Every value of what `ampsh catalogue --json` prints is found by walking the table, and nothing else.
    @Test func walkingItGivesWhatTheCommandPrints() throws {
        let fixture = try RuntimeFixture()
        let text = try #require(
            try fixture.evaluate(
                """
                local function copy(value)
                  if type(value) ~= "table" then return value end
                  local result = {}
                  for k, v in pairs(value) do result[k] = copy(v) end
                  if #value > 0 then assert(#result == #value) end
                  return #value == 0 and next(result) == nil and array(result) or result
                end
                return json.encode(copy(catalogue))
                """))
        let copied = try JSONValue(parsing: text.utf8)
        #expect(copied == Self.withoutNulls(Catalogue.all.json(of: .beta)))
        #expect(
            try #require(try fixture.evaluate("return json.encode(catalogue)")) == text,
            "the host reads what code reads")
    }

    @Test(
        arguments: [
            "catalogue.x = 1", "catalogue.objects.Experiment = nil", "table.insert(catalogue.objects, 1)",
            "catalogue.objects[1].fields.id.type = 'x'", "table.remove(catalogue.objects)",
            "table.sort(catalogue.objects.Condition.fields.op.type.values)",
        ])
    func itCannotBeChanged(_ code: String) throws {
        let fixture = try RuntimeFixture()
        let before = try #require(try fixture.evaluate("return json.encode(catalogue)"))
        #expect(try fixture.message(of: code).contains("cannot be set: this table can only be read"), "\(code)")
        #expect(try fixture.message(of: "\n" + code).hasPrefix("test:2:") || !code.hasPrefix("catalogue"))
        #expect(try #require(try fixture.evaluate("return json.encode(catalogue)")) == before)
        #expect(try fixture.message(of: "setmetatable(catalogue, {})").contains("protected metatable"))
        try fixture.run("assert(getmetatable(catalogue) == false)")
    }

    /// A list of it as an argument is the list, not an empty table.
    @Test func itsListsAreArguments() throws {
        let fixture = try RuntimeFixture { _ in .answer(ExperimentServer.json(["id": "1"])) }
        try fixture.run(
            """
            local operators = catalogue.objects.Condition.fields.op.type.values
            experiments.create{projectId = "1", key = "k", targetSegments = {{conditions = {
              {type = "property", prop = "p", op = "is", values = operators}}}}}
            request("POST", "/x", {body = {list = operators}})
            local names = parallel(operators, function(o) return o end)
            assert(#names == 10 and names[10] == operators[10])
            """)
        for sent in fixture.transport.sent {
            #expect(String(decoding: sent.body ?? [], as: UTF8.self).contains(#"["is","is not","contains""#))
        }
        #expect(fixture.transport.sent.count == 2)
    }

    /// Nothing of the host hands out what a view shows.
    @Test func whatItShowsIsNeverHandedOut() throws {
        let fixture = try RuntimeFixture { _ in .answer(ExperimentServer.json(["id": "1"])) }
        let before = try #require(try fixture.evaluate("return json.encode(catalogue)"))
        #expect(try fixture.message(of: "array(catalogue.objects)").contains("array: table: it can only be read"))
        try fixture.run(
            """
            local tried = parallel(catalogue.objects, function(o) return (select(2, pcall(function() o.name = 1 end))) end)
            assert(#tried == #catalogue.objects)
            for _, message in ipairs(tried) do assert(message:find("can only be read", 1, true), message) end
            """)
        #expect(
            try fixture.message(of: "experiments.list(catalogue)").contains("basePath: unknown name"))
        #expect(try fixture.message(of: "request('GET', '/x', {query = catalogue})").contains("query.hosts"))
        #expect(try fixture.evaluate("return json.encode(catalogue)") == before)
    }

    private static func withoutNulls(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(withoutNulls))
        case .object(let object):
            .object(
                JSONObject(
                    object.filter { $0.1 != .null }.map { ($0.0, withoutNulls($0.1)) }))
        default: value
        }
    }
}
