import Testing

@testable import ShellCommand

@Suite struct TOMLTrapsTests {
    private func place(_ text: String) -> TOMLPlaces.Place? { TOMLCrashGuard.first(in: Array(text.utf8))?.place }

    @Test(
        arguments: [
            ("[=]", 1, 2), ("[[=]]", 1, 3), ("[ {a}]", 1, 3), ("a = 1\n  [\n", 2, 4), ("[é]", 1, 2), ("[#]", 1, 2),
            ("[.a]", 1, 2), ("é =  \n[!]", 2, 2), ("a = [\n[1],\n]\n[*]", 4, 2),
        ] as [(String, Int, Int)])
    func aHeaderWithoutANameHasAPlace(_ text: String, _ line: Int, _ column: Int) {
        #expect(place(text) == TOMLPlaces.Place(line: line, column: column))
    }

    @Test(
        arguments: [
            ("a = 1979-05-27 1\n", 1, 5), ("a = [1979-05-27 1]", 1, 6), ("a = 1979-0_5-27 1 ", 1, 5),
            ("a = 1979-05-2w 1 ", 1, 5),
            ("[b]\nx = {y = 1979-05-27 1 }", 2, 10),
            ("a = [}]", 1, 6), ("a = [\n{b = [ } ]}]", 2, 8),
        ] as [(String, Int, Int)])
    func aTrapInAValueHasAPlace(_ text: String, _ line: Int, _ column: Int) {
        #expect(place(text) == TOMLPlaces.Place(line: line, column: column))
        #expect(throws: ProfileFileError.self) { try ProfileFile(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [
        "a = 1979-05-27", "a = 1979-05-27 # 1\n", "a = 1979-05-27 07:32:00\n", "a = '1979-05-27 1'\n",
        "# 1979-05-27 1\n", "a = 1979-05-27T07:32:00Z\n", "a = 11979-05-27\n",
    ])
    func otherDatesHaveNone(_ text: String) {
        #expect(place(text) == nil)
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
