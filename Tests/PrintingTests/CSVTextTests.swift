import Testing

@testable import Printing

struct CSVTextTests {
    private func line(_ text: String, isText: Bool = true) -> String {
        String(decoding: CSVText.line([.init(bytes: Array(text.utf8), isText: isText)]), as: UTF8.self)
    }

    @Test(arguments: [
        ("=1+1", "'=1+1\n"), ("+1", "'+1\n"), ("-1", "'-1\n"), ("@x", "'@x\n"), ("\tx", "'\tx\n"),
        ("\rx", "\"'\rx\"\n"), ("  =1", "'  =1\n"), ("\"=1", "\"'\"\"=1\"\n"), ("'=1", "''=1\n"),
        (" '\"@x", "\"' '\"\"@x\"\n"),
        ("＝1", "'＝1\n"), ("＋1", "'＋1\n"), ("－1", "'－1\n"), ("＠x", "'＠x\n"), ("\n=1", "\"'\n=1\"\n"),
        ("a,b", "\"a,b\"\n"), ("a\"b", "\"a\"\"b\"\n"), ("a\nb", "\"a\nb\"\n"), ("plain", "plain\n"), ("", "\"\"\n"),
        ("1-2", "1-2\n"), ("it's", "it's\n"), ("  two", "  two\n"),
    ])
    func cellsAreQuotedAndHarmless(_ text: String, _ expected: String) {
        #expect(line(text) == expected)
    }

    @Test(arguments: ["-5", "-2.5", "+0"]) func numbersStayNumbers(_ text: String) {
        #expect(line(text, isText: false) == text + "\n")
    }
}
