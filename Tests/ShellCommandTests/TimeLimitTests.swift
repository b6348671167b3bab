import Testing

@testable import ShellCommand

@Test(arguments: [
    (Duration.seconds(2), "2 s"), (.milliseconds(250), "0.25 s"), (.milliseconds(1), "0.001 s"),
    (.milliseconds(61_500), "61.5 s"), (.milliseconds(1_050), "1.05 s"), (.seconds(86_400), "86400 s"),
])
func theTimeLimitIsSaidInSeconds(_ limit: Duration, _ text: String) {
    #expect(TimeLimit.message(limit) == "the time limit of \(text) is over")
}
