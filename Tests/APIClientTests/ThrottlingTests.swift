import Testing

@testable import APIClient

struct ThrottlingTests {
    @Test func a429NowAndThenIsNoLimit() {
        var throttling = Throttling()
        for answer in 0..<1250 {
            throttling.note(isThrottle: answer % 69 == 0)
            #expect(!throttling.isSustained)
        }
    }

    @Test func aQuarterOfTheLastAnswersIsOneAndItPasses() {
        var throttling = Throttling()
        for _ in 0..<7 { throttling.note(isThrottle: true) }
        #expect(!throttling.isSustained)
        throttling.note(isThrottle: true)
        #expect(throttling.isSustained)
        for _ in 0..<24 { throttling.note(isThrottle: false) }
        #expect(throttling.isSustained)
        throttling.note(isThrottle: false)
        #expect(!throttling.isSustained)
    }
}
