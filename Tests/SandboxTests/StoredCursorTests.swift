import Testing

@testable import Sandbox

struct StoredCursorTests {
    @Test(arguments: [1, 26_397, .max, 0] as [Int64])
    func aPlaceIsReadBack(_ id: Int64) {
        let text = StoredCursor.opaque(after: id, of: "experiments")
        #expect(StoredCursor.place(ofOpaque: text, in: "experiments") == .below(id: id))
        #expect(StoredCursor.place(ofOpaque: text, in: "deployments") == nil)
        for index in text.indices.dropLast(2) {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(StoredCursor.place(ofOpaque: changed, in: "experiments") == nil)
        }
    }

    @Test(arguments: ["", "-1", "01", "+1", "1.0", "x", " 1", "9223372036854775808"])
    func anOffsetHasOneSpelling(_ text: String) {
        #expect(StoredCursor.place(ofOffset: text) == nil)
        #expect(StoredCursor.place(ofOffset: "0") == .offset(0))
        #expect(StoredCursor.place(ofOffset: "120") == .offset(120))
    }
}
