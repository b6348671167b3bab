import TestSupport
import Testing

@testable import APICompletion

struct SnapshotTests {
    /// The texts of a seeded list that begin with a prefix, found by looking at each.
    @Test func aColumnFindsWhatASearchFinds() {
        var generator = SeededGenerator(seed: 4)
        let letters = Array("aAbB-é")
        func text() -> String {
            String(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "a"
                })
        }
        var column = PrefixColumn()
        var texts: [String] = []
        for round in 0..<300 {
            // Some are new, some change, and some questions come in between.
            if texts.isEmpty || Bool.random(using: &generator) {
                texts.append(text())
                column.set(texts.count - 1, texts[texts.count - 1])
            } else {
                let number = Int.random(in: 0..<texts.count, using: &generator)
                texts[number] = text()
                column.set(number, texts[number])
            }
            guard round % 3 == 0 else { continue }
            let prefix = text()
            let found = column.entries(beginningWith: prefix)
            let expected = texts.indices.filter { !texts[$0].isEmpty && texts[$0].hasPrefixIgnoringCase(prefix) }
            #expect(found.map(Int.init).sorted() == expected)
            #expect(
                found.map { texts[Int($0)].lowercased() }
                    == found.map { texts[Int($0)].lowercased() }.sorted {
                        $0.utf8.lexicographicallyPrecedes($1.utf8)
                    })
            let shared = column.sharedPrefix(of: found)
            #expect(expected.allSatisfy { texts[$0].hasPrefixIgnoringCase(shared) })
        }
    }

    @Test func anObjectReplacesTheOneWithItsID() {
        var index = ObjectIndex()
        index.insert(KnownObject(id: "1", label: "old", projectID: "a"))
        index.insert(KnownObject(id: "2", label: "other", projectID: "a"))
        index.insert(KnownObject(id: "1", label: "new", title: "A title", projectID: "b"))
        #expect(index.find("old", most: 9).count == 0)
        #expect(index.find("new", most: 9).objects.map(\.id) == ["1"])
        #expect(index.find("a t", most: 9).objects.map(\.id) == ["1"])
        #expect(index.find("", most: 9).objects.map(\.id) == ["1", "2"])
        #expect(index.projects == ["a": 1, "b": 1])
        #expect(index["2"]?.label == "other")
    }

    @Test func noMoreThanTheCapacityIsKept() {
        var index = ObjectIndex()
        for number in 0..<ObjectIndex.capacity + 5 { index.insert(KnownObject(id: "\(number)", label: "")) }
        #expect(index.objects.count == ObjectIndex.capacity)
        index.insert(KnownObject(id: "7", label: "changed"))
        #expect(index["7"]?.label == "changed")
    }

    @Test func targetsAreApartAndTheAgeIsTold() {
        var now = ContinuousClock.now
        let snapshot = Snapshot(now: { now })
        #expect(snapshot.note("experiments", of: "a") == "no experiments listed yet; .refresh lists them")
        snapshot.insert([KnownObject(id: "1", label: "x")], "experiments", of: "a", isList: false)
        #expect(snapshot.note("experiments", of: "a") == "1 experiment seen, none listed; .refresh lists them")
        snapshot.insert([KnownObject(id: "2", label: "y")], "experiments", of: "a", isList: true)
        now += .seconds(200)
        #expect(snapshot.note("experiments", of: "a") == "2 experiments, listed 3 min ago; .refresh lists them anew")
        #expect(snapshot.count("experiments", of: "b") == 0)
        #expect(snapshot.find("1", "experiments", of: "b", most: 9).count == 0)
    }

    @Test(arguments: [(0, "just now"), (59, "just now"), (60, "1 min ago"), (7200, "2 h ago"), (200_000, "2 days ago")])
    func ages(_ seconds: Int, _ text: String) {
        #expect(Snapshot.age(.seconds(seconds)) == text)
    }

    @Test func whatAFailedListingInterruptedIsPutBack() {
        let snapshot = Snapshot()
        snapshot.insert([KnownObject(id: "1", label: "x")], "experiments", of: "a", isList: true)
        let before = snapshot.take("a")
        #expect(snapshot.count("experiments", of: "a") == 0)
        snapshot.insert([KnownObject(id: "2", label: "y")], "experiments", of: "a", isList: true)
        snapshot.restore(before, of: "a")
        #expect(snapshot.find("", "experiments", of: "a", most: 9).objects.map(\.id) == ["1", "2"])
    }
}
