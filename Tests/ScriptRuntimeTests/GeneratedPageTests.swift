import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

struct GeneratedPageTests {
    private let folder: FreshFolder
    private let page: GeneratedPage

    init() throws {
        folder = try FreshFolder()
        page = GeneratedPage("page.md", root: folder.path)
    }

    private func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/page.md"))
    }

    @Test func aPageIsFreshWhenItIsTheSame() throws {
        try write("one\n")
        #expect(try page.isFresh("one\n", records: false))
        #expect(try !page.isFresh("two\n", records: false))
        #expect(try page.text() == "one\n")
    }

    @Test func recordingWritesThePageAndFails() throws {
        #expect(try !page.isFresh("new\n", records: true))
        #expect(try page.text() == "new\n")
        #expect(try page.isFresh("new\n", records: true))
    }

    @Test func partsAreReplacedAndTheRestIsKept() throws {
        try write("top\n<!-- begin a -->\n\nold\n<!-- end a -->\nmiddle\n<!-- begin b -->\n<!-- end b -->\nend\n")
        let parts = [(name: "a", text: "A\n"), (name: "b", text: "B\n")]
        #expect(try !page.isFresh(parts: parts, records: true))
        #expect(try page.isFresh(parts: parts, records: false))
        #expect(
            try page.text()
                == "top\n<!-- begin a -->\n\nA\n\n<!-- end a -->\nmiddle\n<!-- begin b -->\n\nB\n\n<!-- end b -->\nend\n"
        )
    }

    @Test(arguments: ["", "<!-- begin a -->\n", "<!-- end a -->\n<!-- begin a -->\n"])
    func aPartThatIsMissingIsAnError(_ text: String) throws {
        try write(text)
        #expect(throws: GeneratedPage.Failure.noPart("a", path: "page.md")) {
            try page.isFresh(parts: [(name: "a", text: "A\n")], records: true)
        }
        #expect(try page.text() == text)
    }

    @Test func aPageThatIsMissingIsAnError() {
        #expect(throws: GeneratedPage.Failure.unreadable(path: "page.md")) {
            try page.isFresh(parts: [], records: true)
        }
    }
}
