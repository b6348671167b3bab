import Testing
import TextLayout

struct TextWrapTests {
    @Test(arguments: [
        ("one two", 5, ["one", "two"]), ("one two three", 7, ["one two", "three"]), ("one two ", 7, ["one two"]),
        ("one two", 7, ["one two"]), ("one  two", 3, ["one", "two"]), ("a  b c", 4, ["a  b", "c"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]), ("ab cdefgh", 4, ["ab", "cdef", "gh"]), ("", 5, [""]),
        ("日本語", 4, ["日本", "語"]), ("日本語", 1, ["日", "本", "語"]), ("ab", 0, ["a", "b"]),
    ])
    func linesBreakAtSpacesAndElseWhereTheyMust(_ text: String, _ width: Int, _ expected: [String]) {
        #expect(TextWrap.lines(of: text, width: width) == expected)
    }

    @Test(arguments: [
        ("one two three four", 9, 2, ["one two", "three", "four"]),
        ("one two six ten", 9, 2, ["one two", "six ten"]),
        // The word that went to the second line is longer than that has room.
        ("a bcdefghij", 10, 4, ["a", "bcdefg", "hij"]),
        ("abcdefgh", 4, 2, ["abcd", "ef", "gh"]), ("ab cd", 2, 5, ["ab", "c", "d"]),
    ])
    func laterLinesLeaveRoomForTheirIndent(_ text: String, _ width: Int, _ hanging: Int, _ expected: [String]) {
        #expect(TextWrap.lines(of: text, width: width, hanging: hanging) == expected)
    }
}
