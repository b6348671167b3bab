import JSON
import Testing

struct JSONErrorTests {
    static let cases: [(text: String, description: String)] = [
        ("", "the text ends where a value was expected at line 1, column 1"),
        ("[1,]", "expected a value, got ']' at line 1, column 4"),
        ("{\n  \"é\": 1,\n}", "expected a key in quotation marks, got '}' at line 3, column 1"),
        ("{\"é😀\" 1}", "expected ':', got '1' at line 1, column 7"),
        ("[1 2]", "expected ',' or ']', got '2' at line 1, column 4"),
        ("{\"a\":1 'b'}", "expected ',' or '}', got \"'\" at line 1, column 8"),
        ("{a}", "expected a key in quotation marks or '}', got 'a' at line 1, column 2"),
        ("truth", "expected 'true', got 't' at line 1, column 4"),
        ("1 2", "'2' after the end of the value at line 1, column 3"),
        ("01", "a number must not begin with a superfluous 0 at line 1, column 1"),
        ("1.x", "expected a digit, got 'x' at line 1, column 3"),
        ("1e999", "the number is too large for a 64-bit float at line 1, column 1"),
        ("\"a\tb\"", "a tab must be escaped in a string at line 1, column 3"),
        ("\"a\nb\"", "a line feed must be escaped in a string at line 1, column 3"),
        ("\"a\u{1}\"", "the byte 0x01 must be escaped in a string at line 1, column 3"),
        (#""\q""#, "expected one of \" \\ / b f n r t u after the backslash, got 'q' at line 1, column 3"),
        (#""\u00g0""#, "expected a hexadecimal digit, got 'g' at line 1, column 6"),
        (#""\uD800""#, "\\uD800 is one half of a surrogate pair without the other at line 1, column 2"),
        ("\"abc", "the text ends where the closing quotation mark was expected at line 1, column 5"),
    ]

    @Test(arguments: cases)
    func anErrorSaysWhatIsWrongAndWhere(_ text: String, _ description: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text.utf8) }
        #expect(error?.description == description)
    }

    @Test func depthAndUTF8AreNamedToo() {
        let deep = #expect(throws: JSONError.self) { try JSONValue(parsing: "[[1]]".utf8, depthLimit: 1) }
        #expect(deep?.description == "nested deeper than 1 levels at line 1, column 2")
        let bytes = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
        #expect(bytes?.description == "the string is not valid UTF-8 at line 1, column 2")
    }
}
