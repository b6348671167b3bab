/// Users or cohorts that a variant of the demo data includes.
struct DemoInclusion {
    let place: InclusionPlace
    let items: [String]

    init(_ object: Int64, _ member: String, _ list: String, _ items: [String]) {
        place = InclusionPlace(object: object, member: member, list: list)
        self.items = items
    }
}

extension DemoData {
    static let inclusions = [
        DemoInclusion(24105, "on", "users", ["ida@nordlys.example", "qa-7", "qa-8"]),
        DemoInclusion(24105, "on", "cohorts", ["c0ffee12"]),
        DemoInclusion(24873, "on", "users", ["tester-3", "mateo@tidemark.example"]),
        DemoInclusion(26301, "treatment", "users", ["signe@nordlys.example", "qa-7"]),
        DemoInclusion(26460, "treatment", "cohorts", ["decaf034", "c0ffee12"]),
    ]
}
