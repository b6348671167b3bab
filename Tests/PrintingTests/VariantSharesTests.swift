import Terminal
import Testing
import TextLayout

@testable import Printing

struct VariantSharesTests {
    private func shares(_ weights: [(String, PrintableValue)], _ canvas: Canvas = Canvas()) -> VariantShares? {
        guard case .table(let table) = Sample.record(weights) else { return nil }
        return VariantShares(table, order: weights.map { Array($0.0.utf8) }, canvas: canvas)
    }

    private func line(_ weights: [(String, Int64)], room: Int, _ canvas: Canvas = Canvas()) -> String? {
        shares(weights.map { ($0.0, .integer($0.1)) }, canvas)?.line(room: room).text
    }

    @Test func sharesAreBarsAndPercentages() {
        #expect(line([("control", 7), ("treatment", 3)], room: 80) == "control ███▌ 70 %  treatment █▌ 30 %")
        #expect(line([("a", 1), ("b", 1), ("c", 1)], room: 80) == "a █▋ 33 %  b █▋ 33 %  c █▋ 33 %")
    }

    @Test func theEndsAreHonest() {
        #expect(line([("on", 1), ("off", 0)], room: 80) == "on █████ 100 %  off 0 %")
        #expect(line([("on", 9999), ("off", 1)], room: 80) == "on ████▉ >99 %  off ▏ <1 %")
        #expect(line([("a", 0), ("b", 0)], room: 80) == "all weights are 0")
        #expect(line([("a", 0), ("b", 0)], room: 10) == "all 0")
    }

    @Test func lessRoomLeavesOutTheBarsThenTheSmallest() {
        let weights: [(String, Int64)] = [("control", 20), ("treatment", 70), ("other", 10)]
        #expect(line(weights, room: 43) == "control 20 %  treatment 70 %  other 10 %")
        #expect(line(weights, room: 32) == "treatment 70 %  control 20 % …")
        #expect(line(weights, room: 20) == "treatment 70 % …")
        #expect(line(weights, room: 12) == "trea… 70 % …")
        #expect(line(weights, room: 5) == "70 %")
    }

    @Test(arguments: 1...60) func noRoomIsExceeded(_ room: Int) {
        for canvas in [Canvas(), Canvas(charset: .unnamed)] {
            for weights: [(String, Int64)] in [
                [("control", 20), ("treatment", 70), ("其他", 10)], [("a-very-long-name-for-a-variant", 1)], [("a", 0)],
            ] {
                let text = line(weights, room: room, canvas) ?? ""
                #expect(DisplayWidth.columns(of: text) <= room, "\(text)")
            }
        }
    }

    @Test func withoutUTF8BarsAreASCII() {
        let canvas = Canvas(charset: .unnamed)
        #expect(line([("control", 7), ("treatment", 3)], room: 80, canvas) == "control #### 70 %  treatment ## 30 %")
    }

    @Test func whatIsNoWeightIsNoShare() {
        #expect(shares([("a", .text("1"))]) == nil)
        #expect(shares([("a", .integer(-1))]) == nil)
        #expect(shares([("a", .number(.nan))]) == nil)
        #expect(shares([("a", .number(.infinity))]) == nil)
        #expect(shares([("a", .number(1e308)), ("b", .number(1e308))]) == nil)
        #expect(shares([]) == nil)
    }

    @Test func hugeWeightsDoNotOverflow() {
        #expect(line([("a", .max), ("b", .max)], room: 80) == "a ██▌ 50 %  b ██▌ 50 %")
    }

    /// field/faults 15
    @Test func weightsThatNoFloatTellsApart() {
        #expect(
            line([("a", 1_000_000_000_000_000_001), ("b", 1), ("t", 0)], room: 80)
                == "a ████▉ >99 %  b ▏ <1 %  t 0 %")
        #expect(
            line([("a", 1 << 62), ("b", 1 << 62), ("c", 1 << 62)], room: 80) == "a █▋ 33 %  b █▋ 33 %  c █▋ 33 %")
        #expect(line([("a", .max), ("b", 1)], room: 80) == "a ████▉ >99 %  b ▏ <1 %")
        #expect(line([("a", .max), ("b", 0)], room: 80) == "a █████ 100 %  b 0 %")
        #expect(line([("a", 199), ("b", 1)], room: 80) == "a ████▉ >99 %  b ▏ 1 %")
        #expect(line([("a", 1), ("b", 200)], room: 80) == "a ▏ <1 %  b ████▉ >99 %")
        // 14.5 % and 57.5 %, of which floats make 14 and 57.
        #expect(line([("a", 29), ("b", 171)], room: 80)?.hasPrefix("a ▊ 15 %") == true)
        #expect(line([("a", 115), ("b", 85)], room: 80)?.contains(" 58 %  b ") == true)
    }

    @Test func fractionsAndVeryLargeNumbers() {
        func line(_ weights: [(String, Double)]) -> String? {
            shares(weights.map { ($0.0, .number($0.1)) })?.line(room: 80).text
        }
        #expect(line([("a", 1e300), ("b", 1)]) == "a ████▉ >99 %  b ▏ <1 %")
        #expect(line([("a", .leastNonzeroMagnitude), ("b", 1e308)]) == "a ▏ <1 %  b ████▉ >99 %")
        #expect(line([("a", 0.5), ("b", 1.5)]) == "a █▎ 25 %  b ███▊ 75 %")
        #expect(line([("a", 3), ("b", 1)]) == "a ███▊ 75 %  b █▎ 25 %")
        #expect(line([("a", -0.0), ("b", 0)]) == "all weights are 0")
    }

    @Test func namesAreHarmless() {
        #expect(line([("a\u{1B}[2J", 1)], room: 80) == "a\\x1b[2J █████ 100 %")
    }
}
