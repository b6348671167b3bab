import Testing

@testable import ShellCommand

@Suite struct TOMLHeadersTests {
    private func place(_ text: String) -> TOMLPlaces.Place? { TOMLHeaders.firstWithoutName(in: Array(text.utf8)) }

    @Test(
        arguments: [
            ("[=]", 1, 2), ("[[=]]", 1, 3), ("[ {a}]", 1, 3), ("a = 1\n  [\n", 2, 4), ("[é]", 1, 2), ("[#]", 1, 2),
            ("[.a]", 1, 2), ("é =  \n[!]", 2, 2), ("a = [\n[1],\n]\n[*]", 4, 2),
        ] as [(String, Int, Int)])
    func aHeaderWithoutANameHasAPlace(_ text: String, _ line: Int, _ column: Int) {
        #expect(place(text) == TOMLPlaces.Place(line: line, column: column))
    }

    @Test(arguments: [
        "", "[", "[[", "[a]", "[[a]]", "[ \"a b\" ]", "['x'.y]", "[-1_a]", "[]", "# [=]", "a = 1 # [\n[b]",
        "a = [\n[{b = 1}],\n[{c = '['}],\n]\n[d]", "a = \"\"\"\n[=]\n\"\"\"\n[b]", "a = \'\'\'\n[=]\n\'\'\'\'\'\n[b]",
        "a = \"\\\"\"\n[b]", "\"[=\" = 1", "a = {b = [\n[{}]]}\n[c]", "a = \"\"\"x\"\"\"\"\n[b]", "a = \"\\",
    ])
    func textThatIsRightHasNone(_ text: String) {
        #expect(place(text) == nil)
    }

    @Test func theConfigFileIsRefusedWithThePlace() {
        #expect(
            throws: ProfileFileError(
                profile: nil, problem: .notTOML("a table needs a name after its '['"), line: 2, column: 2)
        ) { try ProfileFile(parsing: Array("# x\n[=]\n".utf8)) }
    }
}
