import JSON
import Testing

@testable import APIClient

struct PagerTests {
    @Test(
        arguments: [
            (nil, nil), (.null, nil), (.string(""), nil), (.string("abc"), "abc"), (.integer(26397), "26397"),
            (.string("0"), "0"),
            (.integer(0), "0"), (.integer(.max), "9223372036854775807"), (.string(" "), " "),
            (.string("26397"), "26397"),
        ] as [(JSONValue?, String?)])
    func aCursorIsAStringOrANumberAndTheRestIsTheEnd(_ value: JSONValue?, _ cursor: String?) throws {
        var pager = Pager()
        #expect(try pager.next(after: value) == cursor)
    }

    @Test(
        arguments: [
            (.bool(true), .wrongType("a boolean")), (.array([]), .wrongType("an array")),
            (.object(JSONObject()), .wrongType("an object")),
            (.number(1e300), .wrongType("a number too large to be exact")),
        ] as [(JSONValue, Pager.Problem)])
    func anythingElseIsAnError(_ value: JSONValue, _ problem: Pager.Problem) {
        #expect(throws: problem) {
            var pager = Pager()
            _ = try pager.next(after: value)
        }
        #expect(!problem.description.isEmpty)
    }

    @Test func aCursorThatComesAgainIsAnErrorAndNoLoop() throws {
        var pager = Pager()
        #expect(try pager.next(after: "a") == "a")
        #expect(try pager.next(after: "b") == "b")
        #expect(throws: Pager.Problem.repeatedCursor("a")) { try pager.next(after: "a") }
        #expect(throws: Pager.Problem.repeatedCursor("b")) { try pager.next(after: "b") }
    }

    @Test func theNumberAndTheStringOfItAreTheSameCursor() throws {
        var pager = Pager()
        #expect(try pager.next(after: 7) == "7")
        #expect(throws: Pager.Problem.repeatedCursor("7")) { try pager.next(after: "7") }
    }

    @Test func theCursorThatWasBegunWithCounts() {
        var pager = Pager(startingAt: "x")
        #expect(throws: Pager.Problem.repeatedCursor("x")) { try pager.next(after: "x") }
    }
}
