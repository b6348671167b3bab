import Terminal
import Testing

struct TerminalCharsetTests {
    @Test(arguments: [
        ([:], TerminalCharset.unnamed), (["LANG": "C"], .unnamed), (["LANG": "POSIX"], .unnamed),
        (["LANG": "de_DE"], .unnamed), (["LANG": "en_US.UTF-8"], .utf8), (["LANG": "C.utf8"], .utf8),
        (["LANG": "de_DE.UTF-8@euro"], .utf8), (["LANG": "de_DE.ISO-8859-1"], .other),
        (["LANG": "ja_JP.eucJP"], .other),
        (["LANG": "en_US.UTF-8", "LC_ALL": "C"], .unnamed), (["LANG": "C", "LC_CTYPE": "C.UTF-8"], .utf8),
        (["LANG": "en_US.UTF-8", "LC_ALL": ""], .utf8),
    ])
    func theLocaleNamesTheCharset(_ environment: [String: String], _ expected: TerminalCharset) {
        #expect(TerminalCharset { environment[$0] } == expected)
    }
}
