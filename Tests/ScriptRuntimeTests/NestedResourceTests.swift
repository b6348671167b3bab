import APIClient
import JSON
import ManagementAPI
import Testing

@testable import ScriptRuntime

/// Resources inside resources, on a catalogue made for the purpose: nothing here is the API's.
struct NestedResourceTests {
    static let part = ObjectType(
        "Part", isOpen: true,
        kind: ObjectKind(one: "part", many: "parts", identifyingField: "key", card: ["key"], marks: ["key"]),
        help: "A part.",
        fields: [Field("key", .string(), required: true, help: "Names it.")])
    static let id = Parameter(
        "id", in: .path, .positional, .identifier, required: true, means: .id(of: "things"), orFieldOfTable: "id",
        help: "The thing.")
    static let key = Parameter(
        "key", in: .path, .positional, .identifier, required: true, means: .member(of: "parts", by: "key"),
        orFieldOfTable: "key", help: "The part.")
    static let paging = [
        Parameter("limit", in: .query, .named, .integer(min: 1), help: "How many."),
        Parameter("cursor", in: .query, .named, .cursor, help: "Where from."),
    ]

    static func endpoint(
        _ id: String, _ path: PathTemplate, _ parameters: [Parameter], _ result: ResultShape,
        _ method: HTTPMethod = .get
    ) -> Endpoint {
        Endpoint(
            id, .beta, method, path, parameters: parameters, result: result, isIdempotent: true,
            effects: method == .get ? [] : [.set("on", true)], summary: "Does it.", source: "-", example: "-")
    }

    static let catalogue = Catalogue(resources: [
        Resource(
            "things.parts.users", .beta, help: "Users of parts.",
            endpoints: [
                endpoint(
                    "things.parts.users.add", "/things/{id}/parts/{key}/users", [id, key], .acknowledgement, .post)
            ]),
        Resource(
            "things", .beta, help: "Things.",
            endpoints: [
                endpoint("things.list", "/things", paging, .page(items: part, Paging(wrapper: "things")))
            ]),
        Resource(
            "things.parts", .beta, help: "Parts.",
            endpoints: [
                endpoint(
                    "things.parts.list", "/things/{id}/parts", [id] + paging,
                    .page(items: part, Paging(wrapper: "parts", greatestLimit: 2))),
                endpoint("things.parts.get", "/things/{id}/parts/{key}", [id, key], .object(part)),
            ]),
    ])

    private func fixture() throws -> RuntimeFixture {
        try RuntimeFixture(catalogue: Self.catalogue) { request in
            let text: String
            switch (request.method, request.target) {
            case (_, "/things?limit=1000"): text = #"{"things":[{"key":"t"}]}"#
            case (_, "/things/7/parts?limit=2"): text = #"{"parts":[{"key":"a"},{"key":"b"}],"nextCursor":"x"}"#
            case (_, "/things/7/parts?limit=2&cursor=x"): text = #"{"parts":[{"key":"c"}]}"#
            case (_, "/things/7/parts/a%2Fb"): text = #"{"key":"a/b"}"#
            case ("POST", "/things/7/parts/a/users"): text = #""OK""#
            default: return .answer(HTTPResponse(status: 404, headers: [], body: Array("no \(request.target)".utf8)))
            }
            return .answer(HTTPResponse(status: 200, headers: [], body: Array(text.utf8)))
        }
    }

    @Test func aNameWithPointsIsATableInATableWhateverTheOrderOfDeclaration() throws {
        let fixture = try fixture()
        #expect(
            try fixture.evaluate("return type(things) .. type(things.parts) .. type(things.parts.users)")
                == "tabletabletable")
        #expect(try fixture.evaluate("return type(things.parts.users.add) .. type(things.list)") == "functionfunction")
        #expect(try fixture.evaluate(#"return tostring(_G["things.parts"])"#) == "nil")
    }

    @Test func eachListHasItsOwnEachAndAllWithItsOwnGreatestLimit() throws {
        let fixture = try fixture()
        #expect(try fixture.evaluate("return #things.all{}") == "1")
        #expect(
            try fixture.evaluate(
                "local t = {} for p in things.parts.each(7) do t[#t + 1] = p.key end return table.concat(t)")
                == "abc")
        #expect(try fixture.evaluate("return #things.parts.all('7', {})") == "3")
    }

    @Test func aTableStandsForTheFieldThatItsPlaceNames() throws {
        let fixture = try fixture()
        #expect(
            try fixture.evaluate("return things.parts.get({id = 7, key = 'no'}, {id = 'no', key = 'a/b'}).key") == "a/b"
        )
        #expect(try fixture.evaluate("return things.parts.users.add({id = '7'}, {key = 'a'})") == "true")
        let failure = try fixture.failure(of: "things.parts.get(7, {id = 'a'})")
        #expect(
            fixture.runtime.apiError(failure)?.message
                == "things.parts.get: key: expected a key or a table with a key; this table has none")
        let other = try fixture.failure(of: "things.parts.get({key = 'a'}, 'a')")
        #expect(
            fixture.runtime.apiError(other)?.message
                == "things.parts.get: id: expected an id or a table with an id; this table has none")
    }
}
