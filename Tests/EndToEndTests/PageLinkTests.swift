import TestSupport
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The links of the pages, written by hand or generated.
struct PageLinkTests {
    /// A link of a page: its text and its target.
    struct Link: Sendable, CustomStringConvertible {
        let page: String
        let text: String
        let target: String

        var description: String { "\(page): [\(text)](\(target))" }

        /// The target from the root of the repository, without its fragment.
        var path: String {
            var folders = page.split(separator: "/").dropLast().map(String.init)
            for part in target.prefix(while: { $0 != "#" }).split(separator: "/") {
                if part == ".." { _ = folders.popLast() } else { folders.append(String(part)) }
            }
            return folders.joined(separator: "/")
        }
    }

    static let pages =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "scripts/README.md"]
        + ((try? FileManager.default.contentsOfDirectory(atPath: GeneratedPage.repository + "/docs")) ?? [])
        .filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }

    /// The links into the repository.
    static let links: [Link] = pages.flatMap { page -> [Link] in
        var rest = ((try? GeneratedPage(page).text()) ?? "")[...]
        var links: [Link] = []
        while let middle = rest.firstRange(of: "](") {
            let text = rest[..<middle.lowerBound].split(separator: "[", omittingEmptySubsequences: false).last ?? ""
            rest = rest[middle.upperBound...]
            let target = String(rest.prefix { $0 != ")" })
            guard !target.contains("://"), !target.hasPrefix("#") else { continue }
            links.append(Link(page: page, text: String(text), target: target))
        }
        return links
    }

    @Test func thereAreLinks() {
        #expect(Self.links.count > 40)
        for page in Self.pages { #expect(throws: Never.self) { try GeneratedPage(page).text() } }
    }

    @Test(arguments: links)
    func noLinkOfAWrittenOrGeneratedPageIsBroken(_ link: Link) {
        #expect(FileManager.default.fileExists(atPath: "\(GeneratedPage.repository)/\(link.path)"))
    }

    /// A link to a source file names a declaration that is there: `Reactor.turn`, `call_box`.
    @Test(arguments: links.filter { link in [".swift", ".c", ".h"].contains { link.path.hasSuffix($0) } })
    func everyNameThatAWrittenOrGeneratedPageLinksIsInItsFile(_ link: Link) throws {
        let source = try GeneratedPage(link.path).text()
        let names = link.text.filter { $0 != "`" }.split(separator: ".").map(String.init)
        let isFile = link.path.hasSuffix("/" + names.joined(separator: "."))
        #expect(isFile || names.last.map { Self.declares($0, source) } == true)
    }

    private static let words = ["func", "var", "let", "class", "struct", "enum", "protocol"]

    /// Whether some line of the source has a word that introduces the name, or begins a C function of that name.
    private static func declares(_ name: String, _ source: String) -> Bool {
        words.contains { source.contains("\($0) \(name)") }
            || source.split(separator: "\n").contains { line in
                line.first?.isWhitespace == false && [" ", "*"].contains { line.contains("\($0)\(name)(") }
            }
    }
}
