import ManagementAPI
import ScriptRuntime
import TestSupport
import Testing

struct LuaPageTests {
    static let page = GeneratedPage("docs/LUA.md")

    @Test func docsLuaHoldsTheGeneratedPageParts() throws {
        let parts = [
            (name: "functions", text: Self.functions)
        ]
        #expect(try Self.page.isFresh(parts: parts), "docs/LUA.md is stale; make docs")
    }

    @Test func noExampleOfTheShellsOwnFunctionsChangesAnything() {
        // field/faults 5
        let writes = Catalogue.all.endpoints.filter(\.mutates).map(\.id)
        #expect(writes.count >= 4)
        for function in ShellFunction.all {
            for write in writes {
                let isCalled = function.example.contains("\(write)(") || function.example.contains("\(write){")
                #expect(!isCalled, "\(function.example)")
            }
        }
    }

    /// The globals that are no resources, each under a heading of level 3.
    private static var functions: String {
        ShellFunction.all.map { function in
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
