import Testing

@testable import Printing

@Suite
struct JSONLayoutTests {
    private func text(_ json: String, colour: Bool = false) -> String {
        String(decoding: JSONLayout(colour: colour).text(Array(json.utf8)), as: UTF8.self)
    }

    @Test(arguments: [
        ("1", "1"), ("[]", "[]"), ("{}", "{}"), ("[1,[],{}]", "[\n  1,\n  [],\n  {}\n]"),
        (
            #"{"a":[1,true],"b":{"c":null}}"#,
            "{\n  \"a\": [\n    1,\n    true\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}"
        ),
        (#"{"a, \"b\": {":"[x]"}"#, "{\n  \"a, \\\"b\\\": {\": \"[x]\"\n}"),
    ])
    func aFieldStandsOnALine(_ json: String, _ expected: String) {
        #expect(text(json) == expected)
    }

    @Test func keysAndValuesHaveTheirColours() {
        #expect(
            text(#"{"a":"b","c":-1,"d":null}"#, colour: true)
                == "{\n  \u{1B}[36m\"a\"\u{1B}[0m: \u{1B}[32m\"b\"\u{1B}[0m,\n  \u{1B}[36m\"c\"\u{1B}[0m: \u{1B}[33m-1\u{1B}[0m,\n"
                + "  \u{1B}[36m\"d\"\u{1B}[0m: \u{1B}[35mnull\u{1B}[0m\n}")
    }
}
