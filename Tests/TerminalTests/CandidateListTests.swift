import Testing

@testable import Terminal

struct CandidateListTests {
    @Test func namesStandInColumns() {
        let candidates = ["alpha", "beta", "gamma", "delta", "eps"].map { CompletionResult.Candidate(text: $0) }
        let text = CandidateList.rendered(candidates, width: 16, height: 24, colour: false)
        #expect(text == "alpha  delta\nbeta   eps\ngamma\n")
    }

    @Test func summariesStandBesideAndAreFiltered() {
        let candidates = [CompletionResult.Candidate(text: "get", summary: "one \u{1B}[2J thing that is long")]
        let text = CandidateList.rendered(candidates, width: 20, height: 24, colour: false)
        #expect(text == "get  one \\x1b[2J t…\n")
    }

    @Test func namesAndTheNoteAreFiltered() {
        let plain = [CompletionResult.Candidate(text: "a\u{1B}[2Jb")]
        #expect(CandidateList.rendered(plain, width: 40, height: 24, colour: false) == "a\\x1b[2Jb\n")
        let candidates = [CompletionResult.Candidate(text: "\"x", summary: "one", name: "a\u{202E}b")]
        let text = CandidateList.rendered(candidates, note: "n\u{7}", width: 40, height: 24, colour: false)
        #expect(text == "a\\u{202E}b  one\nn\\x07\n")
    }

    @Test func aLongListIsCut() {
        let candidates = (0..<1000).map { CompletionResult.Candidate(text: "name\($0)") }
        let text = CandidateList.rendered(candidates, width: 20, height: 10, colour: false)
        #expect(text.hasSuffix("… and 988 more\n"))
    }

    @Test func theCommonBeginning() {
        let result = CompletionResult(
            replacedBytes: 1, candidates: ["reverse", "rep", "requ"].map { .init(text: $0) })
        #expect(result.commonPrefix == "re")
        #expect(CompletionResult.none.commonPrefix == "")
    }
}
