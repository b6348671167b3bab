import ManagementAPI
import Testing

struct EndpointHelpTests {
    @Test(arguments: Catalogue.all.endpoints, [40, 80, 120])
    func nothingIsWiderThanTheScreen(_ endpoint: Endpoint, _ width: Int) {
        let example = Set(endpoint.example.split(separator: "\n").map { "  " + $0 })
        for line in EndpointHelp(endpoint, width: width).text.split(separator: "\n") {
            #expect(line.count <= width || example.contains(String(line)) || !line.drop { $0 == " " }.contains(" "))
            #expect(!line.hasSuffix(" "))
        }
    }

    @Test(arguments: Catalogue.all.endpoints)
    func everyParameterAndNestedFieldIsExplained(_ endpoint: Endpoint) {
        let text = EndpointHelp(endpoint).text
        #expect(Self.onOneLine(text).hasPrefix(endpoint.luaSignature))
        #expect(Self.onOneLine(text).contains("\(endpoint.method.rawValue) \(endpoint.fullPath)"))
        #expect(text.contains(endpoint.example.split(separator: "\n")[0]))
        var fields = endpoint.parameters.map(\.field)
        while let field = fields.popLast() {
            #expect(text.contains(" \(field.name): "))
            fields += field.type.nestedObject?.fields ?? []
        }
    }

    /// A text as if no line of it were too long for the screen.
    private static func onOneLine(_ text: String) -> String {
        text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test func theWholeTextOfOneReadsWell() throws {
        let endpoint = try #require(Catalogue.all.endpoint(id: "experiments.set_rollout_weights", generation: .beta))
        #expect(
            EndpointHelp(endpoint).text == """
                experiments.set_rollout_weights(id, rolloutWeights)
                POST /experiments/{id}/rollout-weights

                Sets how users outside every segment are split between the variants.
                The segments' own weights and percentages are untouched.

                Parameters
                  id: id; required
                      The experiment's id, or a table that has it as its id field. The key does
                      not do.
                  rolloutWeights: map of string to integer >= 0; required
                      Variant key to its weight. Only the ratios count: 3 and 1 give 75 % and 25
                      %. Weight 0 gives a variant to nobody.

                Result
                  Returns when the service has acknowledged the change, and raises where it has
                  not.

                Example
                  experiments.set_rollout_weights("90211", {control = 3, treatment = 1})

                Good to know
                  - Whether variants that are left out keep their weight is not documented; in
                    the sandbox they do.
                  - What a key that names no variant leads to is not documented; the sandbox
                    refuses it.
                  - No document shows the body of the answer. Seen or documented for later
                    generations: the JSON string "OK", the texts OK and ok, an object, nothing
                    at all.

                """)
    }

    @Test(arguments: Catalogue.all.resources)
    func theHelpOfAResourceListsItsFunctions(_ resource: Resource) {
        let text = ResourceHelp(resource).text
        for endpoint in resource.endpoints { #expect(Self.onOneLine(text).contains(endpoint.luaSignature)) }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
