import Testing

@testable import Sandbox

struct StoredCursorTests {
    @Test(arguments: [[1], [26_397], [.max], [0], [1_767_225_600_000, 26_397, 4], [-1, 1, 1]] as [[Int64]])
    func aPlaceIsReadBack(_ place: [Int64]) {
        let text = StoredCursor.opaque(after: place, of: "experiments")
        #expect(StoredCursor.place(ofOpaque: text, in: "experiments") == .after(place))
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
