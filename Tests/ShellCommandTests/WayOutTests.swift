import Testing

@testable import ShellCommand

struct WayOutTests {
    @Test(
        arguments: [
            (0, 0, false, 0), (3, 0, false, 3), (0, 0, true, 6), (3, 0, true, 3), (256, 0, true, 6),
            (256, 0, false, 256),
            (0, 1, false, 6), (0, 2, true, 6), (3, 1, false, 6), (3, 1, true, 6),
        ] as [(Int32, Int, Bool, Int32)])
    func noCodeHidesWhatWasDropped(_ status: Int32, _ unknown: Int, _ leavesItems: Bool, _ code: Int32) {
        #expect(WayOut.code(status, unknown: unknown, leavesItems: leavesItems) == code)
    }
}
