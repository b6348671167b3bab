import Testing

@testable import APIClient

struct RatePaceTests {
    @Test(
        arguments: [
            (80, 10, 12_500_000), (8, 1, 125_000_000), (1, 1, 1_000_000_000), (40, 5, 25_000_000),
            (89, 10, 11_235_956), (90, 10, 11_111_112), (95, 5, 10_526_316), (99, 1, 10_101_011),
            (99.5, 1, 10_050_252), (100, 10, 10_000_000), (10_000, 100, 100_000), (1e9, 10_000, 1),
        ] as [(Double, Int, Int64)])
    func theBurstKeepsASlidingSecondBelowTheServicesLimit(_ rate: Double, _ burst: Int, _ interval: Int64) {
        let pace = RatePace(perSecond: rate)
        #expect(pace.burst == burst)
        #expect(pace.interval == interval)
        if rate < 99 { #expect(rate + Double(burst) <= 100) }
    }
}
