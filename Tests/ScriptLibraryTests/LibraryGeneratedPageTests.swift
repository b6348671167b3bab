import ScriptLibrary
import TestSupport
import Testing

/// `docs/LIBRARY.md`, and the modules that it is made from.
struct LibraryGeneratedPageTests {
    @Test func theGeneratedPageOfTheLibraryIsFresh() throws {
        #expect(try GeneratedPage("docs/LIBRARY.md").isFresh(LibraryPage.text), "docs/LIBRARY.md is stale; make docs")
    }

    @Test(arguments: LibraryModule.allCases)
    func everyModuleSaysWhatItIsAndWhatItsFunctionsDo(_ module: LibraryModule) throws {
        let text = String(decoding: module.source, as: UTF8.self)
        #expect(text.hasPrefix("-- \(module.name): "), "\(module.name)")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() where line.hasPrefix("function \(module.rawValue).") {
            #expect(index > 0 && lines[index - 1].hasPrefix("---"), "\(module.name): \(line)")
        }
    }

    @Test func everyFileIsAModule() throws {
        let folder = ShellHome.repository + "/Sources/ScriptLibrary/modules"
        let names = try ShellProcess.run("/bin/ls", [folder], environment: [:], in: folder).output
        #expect(Set(names.split(separator: "\n")) == Set(LibraryModule.allCases.map { "\($0.rawValue).lua"[...] }))
    }
}
