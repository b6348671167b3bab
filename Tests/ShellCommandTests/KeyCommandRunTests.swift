import APIClient
import TestSupport
import Testing

@testable import ShellCommand

@Suite struct KeyCommandRunTests {
    private func run(_ command: KeyCommand, limit: Duration = .seconds(20)) throws -> ManagementKey {
        try KeyCommandRun(command: command, limit: limit).key()
    }

    @Test func theFirstLineIsTheKey() throws {
        #expect(try run(.shell("echo ampex_k; echo user: ada")) == ManagementKey("ampex_k"))
        #expect(try run(.shell("printf 'ampex_k\\r\\n'")) == ManagementKey("ampex_k"))
        #expect(try run(.shell("printf ampex_k")) == ManagementKey("ampex_k"))
    }

    @Test func aProgramGetsItsArgumentsWithoutAShell() throws {
        #expect(try run(.program(["printf", "%s", "ampex_$HOME;"])) == ManagementKey("ampex_$HOME;"))
    }

    @Test func aFailureIsToldWithoutWhatWasPrinted() {
        #expect(throws: KeyCommandProblem.exited(code: 3)) { try run(.shell("echo ampex_secret; exit 3")) }
        #expect(throws: KeyCommandProblem.killed(signal: 15)) { try run(.shell("echo ampex_secret; kill $$")) }
        #expect(throws: KeyCommandProblem.printedNothing) { try run(.shell("true")) }
        #expect(throws: KeyCommandProblem.printedNothing) { try run(.shell("echo; echo ampex_secret")) }
        #expect(throws: KeyCommandProblem.badKey(offset: 6)) { try run(.shell("echo error: locked")) }
        #expect(throws: KeyCommandProblem.cannotStart(program: "/no/such", errno: 2)) {
            try run(.program(["/no/such"]))
        }
        for problem: KeyCommandProblem in [.exited(code: 3), .badKey(offset: 5), .tookTooLong(seconds: 60)] {
            #expect(!problem.description.contains("secret"))
        }
    }

    @Test func whatPrintsWithoutEndIsStopped() {
        #expect(throws: KeyCommandProblem.printedTooMuch(limit: KeyCommandRun.outputLimit)) {
            try run(.program(["yes"]))
        }
    }

    @Test func whatNeverAnswersIsStopped() {
        #expect(throws: KeyCommandProblem.tookTooLong(seconds: 0)) {
            try run(.program(["sleep", "1000"]), limit: .milliseconds(200))
        }
        // It closes its output and stays.
        #expect(throws: KeyCommandProblem.tookTooLong(seconds: 0)) {
            try run(.shell("echo ampex_k; exec >&-; exec sleep 1000"), limit: .milliseconds(200))
        }
    }
}
