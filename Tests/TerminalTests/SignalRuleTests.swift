import Platform
import TestSupport
import Testing

@testable import Terminal

struct SignalRuleTests {
    @Test func eachSignalStandsThereOnce() {
        let numbers = SignalRule.all.flatMap { Array($0.numbers) }
        #expect(Set(numbers).count == numbers.count)
    }

    /// What is tested one by one on the real binary is what the table says.
    @Test func theSignalsThatEndAProcessAreThoseThatAreTested() {
        let ending = SignalRule.all.filter { $0.action == .end && $0.numbers.count == 1 }
        #expect(Set(ending.map { $0.numbers.lowerBound }) == Set(EndingSignal.all.map(\.number)))
        for signal in EndingSignal.all { #expect(SignalRule.name(of: signal.number) == signal.name) }
    }

    #if os(Linux)
        /// What ends a process by default has a rule, but for the two that nobody can handle.
        @Test func nothingThatEndsAProcessIsLeftOut() {
            let harmless = [SIGCHLD, SIGURG, SIGTTIN, SIGTTOU]
            let handled = Set(SignalRule.all.flatMap { Array($0.numbers) })
            for number in Int32(1)...31 where number != SIGKILL && number != SIGSTOP && !harmless.contains(number) {
                #expect(handled.contains(number), "\(number)")
            }
            #expect(SignalRule.all.contains { $0.name == "SIGRTMIN" && $0.numbers.count > 20 })
        }
    #endif

    @Test func namesOfARangeCount() {
        guard let range = SignalRule.all.first(where: { $0.numbers.count > 1 }) else { return }
        #expect(SignalRule.name(of: range.numbers.lowerBound + 3) == "SIGRTMIN+3")
    }
}
