/// Changes texts a little, the same way for the same seed: the mutator of the fuzz tests.
public struct ByteMutator {
    private var random: SeededGenerator
    private let tokens: [[UInt8]]

    /// - Parameter tokens: Pieces of the language that are worth putting anywhere.
    public init(seed: UInt64, tokens: [String]) {
        random = SeededGenerator(seed: seed)
        self.tokens = tokens.map { Array($0.utf8) }
    }

    /// One of `texts`, with up to four changes; now and then with none.
    public mutating func next(of texts: [[UInt8]]) -> [UInt8] {
        guard var text = texts.randomElement(using: &random) else { return [] }
        for _ in 0..<Int.random(in: 0...4, using: &random) { change(&text, texts) }
        return text
    }

    /// A number from 0 up to `bound`, for what a test must decide beside.
    public mutating func number(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    private mutating func change(_ text: inout [UInt8], _ texts: [[UInt8]]) {
        let place = Int.random(in: 0...text.count, using: &random)
        let end = min(text.count, place + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: text.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 1 where place < text.count: text[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: text.removeSubrange(place..<end)
        case 3: text.insert(contentsOf: text[place..<end], at: place)
        case 4: text = Array(text[..<place])
        case 5:
            let other = texts.randomElement(using: &random) ?? []
            let start = Int.random(in: 0...other.count, using: &random)
            text.insert(contentsOf: other[start..<min(other.count, start + 20)], at: place)
        default: text.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        }
    }
}
