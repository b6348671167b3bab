import ScriptRuntime
import Testing

@testable import ShellCommand

struct ProgressLineTests {
    private let start = ContinuousClock.now

    private func facts(
        _ kind: WorkCount.Kind, _ done: Int, of total: Int? = nil, id: Int = 1, retries: Int = 0, throttles: Int = 0
    ) -> ProgressLine.Facts {
        .init(work: WorkCount(kind: kind, id: id, done: done, total: total), retries: retries, throttles: throttles)
    }

    /// The line after that many seconds of steady work.
    private func line(
        _ kind: WorkCount.Kind, perSecond: Double, of total: Int? = nil, at seconds: Double, retries: Int = 0,
        throttles: Int = 0, width: Int = 80
    ) -> String? {
        var line = ProgressLine(begun: start)
        var text: String?
        for tick in 1...Int(seconds * 10) {
            let done = Int(Double(tick) / 10 * perSecond)
            text = line.text(
                facts(kind, done, of: total, retries: retries, throttles: throttles),
                at: start + .milliseconds(tick * 100), width: width)
        }
        return text
    }

    @Test func itSaysHowMuchIsDoneHowFastAndHowLongItTakes() {
        #expect(line(.parallel, perSecond: 100, of: 1000, at: 4) == "parallel 400/1000 · 100/s · 6 s left")
        #expect(line(.parallel, perSecond: 4, of: 2000, at: 10) == "parallel 40/2000 · 4.0/s · 8 min left")
        #expect(line(.parallel, perSecond: 1, of: 100_000, at: 10) == "parallel 10/100000 · 1.0/s · 27 h 47 min left")
        #expect(line(.all, perSecond: 2000, at: 2) == "all 4000 · 2000/s")
        #expect(line(.each, perSecond: 0, at: 2) == "each 0")
        #expect(line(.calls, perSecond: 50, at: 2) == "100 calls · 50/s")
        #expect(line(.parallel, perSecond: 10, of: 20, at: 2) == "parallel 20/20 · 10/s")
        #expect(
            line(.parallel, perSecond: 10, of: 100, at: 2, retries: 3, throttles: 2)
                == "parallel 20/100 · 10/s · 8 s left · 3 retries · 2 throttled")
        #expect(line(.calls, perSecond: 0, at: 2, retries: 1) == "0 calls · 1 retry")
    }

    @Test func shortWorkAndASingleCallHaveNone() {
        #expect(line(.parallel, perSecond: 100, of: 1000, at: 0.4) == nil)
        #expect(line(.parallel, perSecond: 100, of: 1000, at: 0.5) != nil)
        #expect(line(.calls, perSecond: 0, at: 1.9) == nil)
        #expect(line(.calls, perSecond: 0, at: 2) == "running 2 s")
        #expect(line(.calls, perSecond: 0, at: 30) == "running 30 s")
    }

    @Test func theRateIsThatOfTheLastSeconds() {
        var line = ProgressLine(begun: start)
        var text: String?
        for tick in 1...200 {
            // A hundred a second, then ten.
            let done = tick <= 100 ? tick * 10 : 1000 + (tick - 100)
            text = line.text(facts(.parallel, done, of: 2000), at: start + .milliseconds(tick * 100), width: 80)
        }
        #expect(text == "parallel 1100/2000 · 10/s · 90 s left")
    }

    @Test func theNextPieceOfWorkHasARateOfItsOwn() {
        var line = ProgressLine(begun: start)
        _ = line.text(facts(.parallel, 500, of: 500), at: start + .seconds(1), width: 80)
        #expect(line.text(facts(.parallel, 3, of: 9, id: 2), at: start + .seconds(2), width: 80) == "parallel 3/9")
        let text = line.text(facts(.parallel, 5, of: 9, id: 2), at: start + .seconds(3), width: 80)
        #expect(text == "parallel 5/9 · 2.0/s · 2 s left")
    }

    @Test func itIsCutToTheWidthByWholeParts() {
        let cut = { line(.parallel, perSecond: 100, of: 1000, at: 4, retries: 2, width: $0) }
        #expect(cut(48) == "parallel 400/1000 · 100/s · 6 s left · 2 retries")
        #expect(cut(47) == "parallel 400/1000 · 100/s · 6 s left")
        #expect(cut(30) == "parallel 400/1000 · 100/s")
        #expect(cut(17) == "parallel 400/1000")
        #expect(cut(8) == "parallel")
        #expect(cut(0) == "")
        #expect(cut(-3) == "")
    }
}
