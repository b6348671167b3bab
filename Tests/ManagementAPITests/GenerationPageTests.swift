import ManagementAPI
import TestSupport
import Testing

/// The reference of each generation is made from the catalogue.
struct GenerationPageTests {
    @Test(arguments: Generation.allCases)
    func theReferenceIsTheGeneratedPage(_ generation: Generation) throws {
        let path = "docs/\(generation.rawValue.uppercased()).md"
        let parts = [(name: "resources", text: ReferencePage(generation: generation).markdown)]
        #expect(try GeneratedPage(path).isFresh(parts: parts), "\(path) is stale; make docs")
    }
}
