import APIClient
import ScriptRuntime
import Testing

@testable import ShellCommand

struct WriteProtectionTests {
    private static let declined = WriteProtection.Verdict.refused("prod is protected and the change was not confirmed")

    @Test func theNameIsAYesForTheSessionAndForThatProfileAlone() {
        var protection = WriteProtection(answersYes: false, canAsk: true)
        #expect(protection.verdict(on: "prod", batch: nil) == .asks)
        #expect(protection.note(answer: "prod", profile: "prod", batch: nil) == .allowed)
        #expect(protection.verdict(on: "prod", batch: 7) == .allowed)
        #expect(protection.verdict(on: "eu", batch: nil) == .asks)
    }

    @Test(arguments: [nil, "", "y", "yes", "PROD", "prod ", " prod", "prod\u{0}", "staging"] as [String?])
    func anythingElseIsANoAndIsAskedAgain(_ answer: String?) {
        var protection = WriteProtection(answersYes: false, canAsk: true)
        #expect(protection.note(answer: answer, profile: "prod", batch: nil) == Self.declined)
        #expect(protection.verdict(on: "prod", batch: nil) == .asks)
    }

    @Test func aNoHoldsForTheWholeParallel() {
        var protection = WriteProtection(answersYes: false, canAsk: true)
        #expect(protection.note(answer: "no", profile: "prod", batch: 3) == Self.declined)
        #expect(protection.verdict(on: "prod", batch: 3) == Self.declined)
        #expect(protection.verdict(on: "eu", batch: 3) == .asks)
        #expect(protection.verdict(on: "prod", batch: 4) == .asks)
        #expect(protection.verdict(on: "prod", batch: nil) == .asks)
    }

    @Test func nobodyIsAskedWhereNobodySits() {
        let silent = WriteProtection(answersYes: false, canAsk: false)
        guard case .refused(let reason) = silent.verdict(on: "prod", batch: nil) else {
            Issue.record("it was not refused")
            return
        }
        #expect(reason.contains("prod") && reason.contains("--yes") && reason.contains("AMPSH_YES"))
        #expect(WriteProtection(answersYes: true, canAsk: false).verdict(on: "prod", batch: nil) == .allowed)
        #expect(WriteProtection(answersYes: true, canAsk: true).verdict(on: "prod", batch: nil) == .allowed)
    }

    @Test func theQuestionNamesTargetAndCallAndHowToSayYes() {
        let request = APIRequest(
            method: "POST", target: "/experiments/7/activate", isIdempotent: true, mutates: true,
            pathForMessages: "/experiments/7/activate")
        let text = ProtectedWrites.question(
            request, "prod", "https://example.com", WorkCount(kind: .parallel, id: 1, total: 500))
        #expect(
            text == """
                prod is protected: https://example.com
                the first change of this session is POST /experiments/7/activate, in a parallel over 500 items
                type prod to allow changes, anything else refuses: 
                """)
        #expect(!ProtectedWrites.question(request, "p\u{1B}[2J", "u", nil).contains("\u{1B}"))
    }
}
