import ManagementAPI
import ScriptRuntime
import TestSupport
import Testing

struct LuaPageTests {
    static let page = GeneratedPage("docs/LUA.md")

    @Test func docsLuaHoldsTheGeneratedPageParts() throws {
        let parts = [
            (name: "resources", text: ReferencePage(generation: .beta).markdown),
            (name: "functions", text: Self.functions),
        ]
        #expect(try Self.page.isFresh(parts: parts), "docs/LUA.md is stale; make docs")
    }

    /// The globals that are no resources, each under a heading of level 3.
    private static var functions: String {
        FunctionHelp.all.map { function in
            """
            ### \(function.name)

            ```lua
            \(function.signature)
            ```

            \(function.text)

            ```lua
            \(function.example)
            ```

            """
        }.joined(separator: "\n")
    }
}
