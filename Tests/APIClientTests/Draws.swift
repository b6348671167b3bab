import TestSupport

/// Random numbers as the client draws them, and how even a sample is.
final class Draws {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// At least 0 and below 1.
    func next() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

    /// The largest distance between the sample's distribution and the even one from 0 to 1.
    static func distanceFromEven(_ sample: [Double]) -> Double {
        let count = Double(sample.count)
        return sample.sorted().enumerated().reduce(0) { distance, entry in
            let (index, value) = (Double(entry.offset), entry.element)
            return max(distance, abs(value - index / count), abs((index + 1) / count - value))
        }
    }
}
