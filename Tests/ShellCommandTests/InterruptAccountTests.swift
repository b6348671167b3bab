import APIClient
import ScriptRuntime
import Testing

@testable import ShellCommand

struct InterruptAccountTests {
    @Test(arguments: [
        (WorkCount(kind: .calls, id: 1, done: 3), WriteOutcomes(), "interrupted"),
        (WorkCount(kind: .parallel, id: 1, done: 412, total: 1000), WriteOutcomes(), "interrupted: 412 of 1000 done"),
        (
            WorkCount(kind: .parallel, id: 1, done: 412, total: 1000), WriteOutcomes(applied: 415, notApplied: 8),
            "interrupted: 412 of 1000 done, 415 changes applied, 8 not applied, 0 unknown"
        ),
        (
            WorkCount(kind: .each, id: 1, done: 9), WriteOutcomes(applied: 1, unknown: 2),
            "interrupted: 9 done, 1 change applied, 2 unknown"
        ),
        (
            WorkCount(kind: .calls, id: 1, done: 0), WriteOutcomes(unknown: 1),
            "interrupted: 0 changes applied, 1 unknown"
        ),
    ])
    func itSaysWhatWasDone(_ work: WorkCount, _ writes: WriteOutcomes, _ text: String) {
        #expect(InterruptSummary.text(work: work, writes: writes) == text)
    }

    @Test func whatIsWaitedForIsNamedWhereThereIsAny() {
        #expect(InterruptSummary.waiting(forWrites: 0) == nil)
        #expect(InterruptSummary.waiting(forWrites: 1) == "waiting for 1 change in flight; Ctrl-C again ends now")
        #expect(InterruptSummary.waiting(forWrites: 3) == "waiting for 3 changes in flight; Ctrl-C again ends now")
    }
}
