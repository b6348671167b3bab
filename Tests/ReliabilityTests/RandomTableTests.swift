import TestSupport
import Testing

/// Random tables, built in several ways on states of many seeds: every reader sees in each what the reference says.
struct RandomTableTests {
    @Test func everyReaderSeesEveryKeyWhateverTheOrder() throws {
        let start = ContinuousClock.now
        let seeds = Reliability.count(24, full: 200)
        let tablesOfASeed = Reliability.count(6, full: 20)
        var generator = SeededGenerator(seed: 15)
        var texts = 0
        var readings = TableReadings()
        // A state's seed follows from its address: while all are kept, each lies elsewhere.
        var states: [TableReaders] = []
        var orders: Set<String> = []
        var firsts: Set<Bool> = []
        for _ in 0..<seeds {
            let readers = try TableReaders()
            states.append(readers)
            orders.insert(readers.order)
            firsts.insert(readers.namesComeFirst)
            for _ in 0..<tablesOfASeed {
                let table = RandomTable.random(&generator, texts: &texts)
                // The way is part of what is tried.
                for _ in 0..<2 {
                    let code = table.code(&generator)
                    try readers.build(code)
                    try readings.check(table, code, readers)
                }
            }
        }
        // Else it was all one seed, and nothing was tried but the ways. Many seeds give the same order of a few names.
        #expect(orders.count > 12 && firsts.count == 2, "\(orders.count) orders of \(seeds)")
        #expect(readings.disagreements == 0, "\(readings.examples.joined(separator: "\n"))")
        #expect(readings.refused > readings.count / 10 && readings.read > readings.count / 4)
        Reliability.report(
            "random tables", count: readings.count,
            "readings by 13 readers, \(orders.count) orders of \(seeds) states, \(readings.disagreements) disagreements",
            since: start)
    }
}
