import ManagementAPI
import Testing

struct ReferencePageTests {
    static let lines = ReferencePage(generation: .beta).markdown.split(
        separator: "\n", omittingEmptySubsequences: false)

    @Test func everyFunctionHasItsSection() {
        for endpoint in Catalogue.all.endpoints(of: .beta) {
            #expect(Self.lines.contains("### \(endpoint.id)"))
            #expect(Self.lines.contains { $0 == endpoint.luaSignature })
            #expect(Self.lines.contains("`\(endpoint.method.rawValue) \(endpoint.path)`"))
        }
    }

    @Test func everyObjectHasItsFields() {
        for name in ["VariantInput", "TargetSegment", "Condition"] {
            #expect(Self.lines.contains { $0.hasPrefix("Fields of a **\(name)**") })
        }
        for name in ["Experiment", "Variant", "Deployment"] { #expect(Self.lines.contains("### \(name)")) }
        #expect(Self.lines.contains { $0.hasPrefix("| `percentage` | number from 0 to 100 | 0 |") })
        #expect(Self.lines.contains { $0.hasPrefix("| `projectId` | string, not empty | required |") })
    }

    /// A bar in a cell would break its table.
    @Test func everyRowHasAsManyCellsAsItsTable() {
        var cells: Int?
        for line in Self.lines {
            guard line.hasPrefix("|") else {
                cells = nil
                continue
            }
            let bars = line.replacing("\\|", with: "").filter { $0 == "|" }.count
            #expect(cells == nil || cells == bars, "\(line)")
            cells = bars
        }
    }

    @Test func itIsTheSameEveryTime() {
        #expect(ReferencePage(generation: .beta).markdown == ReferencePage(generation: .beta).markdown)
    }
}
