import Testing

@testable import ShellCommand

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct CommandPageTests {
    /// `make docs` sets RECORD, which writes the page anew and fails all the same.
    @Test func docsCommandIsTheGeneratedPage() throws {
        let path = #filePath.replacing(#"Tests/ShellCommandTests/CommandPageTests.swift"#, with: "docs/COMMAND.md")
        let page = CommandPage().markdown
        var kept = ""
        if let file = fopen(path, "r") {
            var bytes = [UInt8](repeating: 0, count: 1 << 20)
            kept = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
            fclose(file)
        }
        if kept != page, getenv("RECORD") != nil {
            let file = try #require(fopen(path, "w"))
            fputs(page, file)
            fclose(file)
        }
        #expect(kept == page, "docs/COMMAND.md is stale; make docs")
    }

    @Test func everyVariableIsOnThePage() {
        let page = CommandPage().markdown
        for entry in OptionTable.all.entries {
            for name in entry.spellings + entry.variables { #expect(page.contains(name), "\(name)") }
        }
    }
}
