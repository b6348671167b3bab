import Logging
import Secrets
import Testing

@testable import APIClient

struct ManagementKeyTests {
    private static let text = "ampex_c4n4ryc4n4ryc4n4ry7890"

    @Test(
        arguments: [
            ("ampex_0123456789abcdef", "ampex_…cdef"), ("0123456789abcdef", "…cdef"), ("ampex_short", "ampex_…"),
            ("x", "…"), ("hunter2hunt", "…"),
        ] as [(String, String)])
    func aKeyShowsFourCharactersAtMost(_ text: String, _ shown: String) throws {
        #expect(try ManagementKey(text).description == shown)
    }

    @Test(
        arguments: [
            ("", .empty), ("a b", .whiteSpace(offset: 1)), ("ab\n", .whiteSpace(offset: 2)),
            ("\tab", .whiteSpace(offset: 0)),
            ("a\r", .whiteSpace(offset: 1)), ("a\u{0}", .controlCharacter(offset: 1)),
            ("a\u{7F}", .controlCharacter(offset: 1)),
            ("aé", .notASCII(offset: 1)), ("\u{FEFF}a", .notASCII(offset: 0)),
        ] as [(String, ManagementKeyError)])
    func aKeyThatNoHeaderCanCarryIsRefused(_ text: String, _ problem: ManagementKeyError) {
        #expect(throws: problem) { try ManagementKey(text) }
        #expect(!problem.description.isEmpty)
    }

    @Test func nothingThatPrintsAKeyShowsIt() throws {
        let key = try ManagementKey(Self.text)
        var dumped = ""
        dump(key, to: &dumped)
        dump([key], to: &dumped)
        let sinks = [
            dumped, "\(key)", String(reflecting: key), "\(Optional(key) as Any)", "\([key])",
            String(describing: Mirror(reflecting: key)),
            "\(Mirror(reflecting: key).children.map { $0 })",
        ]
        for sink in sinks { #expect(!sink.contains("c4n4ry"), "\(sink)") }
    }

    @Test func anErrorRedactsWhatLooksLikeAKey() {
        let error = APIError(
            kind: .auth, status: 401, message: "key \(Self.text) is revoked", method: "GET", path: "/x/\(Self.text)",
            body: "{\"key\":\"\(Self.text)\"}")
        #expect(error.message == "key ampex_…7890 is revoked")
        #expect(error.body == "{\"key\":\"ampex_…7890\"}")
        #expect(!"\(error)\(String(reflecting: error))".contains("c4n4ry"))
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!dumped.contains("c4n4ry"))
    }

    @Test(
        arguments: [
            ("", ""), ("ampex_", "ampex_"), ("ampex_abc", "ampex_…"), ("an ampex_abcdefghijkl.", "an ampex_…ijkl."),
            ("ampex_abcdefghijklampex_x", "ampex_…ex_x"), ("é ampex_abcdefghijklm é", "é ampex_…jklm é"),
            ("ampe", "ampe"),
        ] as [(String, String)])
    func redactionTouchesNothingElse(_ text: String, _ shown: String) {
        #expect(KeyRedaction.redacted(text) == shown)
    }
}
