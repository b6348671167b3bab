import JSON

/// A mutex or a holdout group of the demo data.
struct DemoGroup {
    enum Kind {
        /// Slots with the share of each and the experiments in it.
        case mutex([(percentage: Int64, experiments: [Int64], individuals: [String])])
        case holdout(percentage: Int64, experiments: [Int64], included: [String])
    }

    let id: Int64
    let key: String
    let name: String
    let description: String?
    let kind: Kind
    let made: DemoRevision

    static let checkoutTraffic = DemoGroup(
        id: 26180, key: "checkout-traffic", name: "Checkout traffic", description: "One test at a time in the basket.",
        kind: .mutex([(60, [26317], ["qa-7"]), (40, [26344], [])]), made: DemoRevision("2025-10-20T07:40:00Z", .ida))

    static let winterHoldout = DemoGroup(
        id: 26193, key: "holdout-winter", name: "Winter holdout", description: "Kept out of everything until spring.",
        kind: .holdout(percentage: 5, experiments: [26301, 26460], included: ["vip-1", "vip-2"]),
        made: DemoRevision("2025-10-27T13:05:30Z", .omar))

    static let tripTraffic = DemoGroup(
        id: 26187, key: "trip-traffic", name: "Trip search traffic", description: nil,
        kind: .mutex([(50, [31139], []), (30, [31142], ["tester-3"]), (20, [], [])]),
        made: DemoRevision("2025-11-25T06:20:00Z", .mateo))

    /// What the experiment of this id depends on by the group; nil where it is none of its members.
    func variants(for experiment: Int64) -> [String]? {
        switch kind {
        case .mutex(let slots):
            slots.firstIndex { $0.experiments.contains(experiment) }.map { ["slot-\($0 + 1)"] }
        case .holdout(_, let experiments, _): experiments.contains(experiment) ? ["on"] : nil
        }
    }

    func object(project: String) -> DemoObject {
        var fields: JSONObject = [
            "id": .integer(id), "projectId": Int64(project).map { .integer($0) } ?? .string(project),
            "name": .string(name), "key": .string(key), "description": description.map { .string($0) } ?? .null,
            "evaluationMode": "remote", "bucketingKey": "amplitude_id", "deleted": false,
        ]
        let resource: String
        switch kind {
        case .mutex(let slots):
            resource = "mutexes"
            fields["slots"] = .array(
                slots.enumerated().map { place, slot in
                    [
                        "name": .string("SLOT \(place + 1)"), "index": .integer(Int64(place + 1)),
                        "variantKey": .string("slot-\(place + 1)"), "percentage": .integer(slot.percentage),
                        "experiments": .array(slot.experiments.map { .integer($0) }), "holdouts": [],
                        "individuals": .array(slot.individuals.map { .string($0) }), "cohorts": [],
                    ]
                })
        case .holdout(let percentage, let experiments, let included):
            resource = "holdouts"
            fields["holdoutPercentage"] = .integer(percentage)
            fields["variantName"] = "on"
            fields["experiments"] = .array(experiments.map { .integer($0) })
            fields["individualInclusion"] = .array(included.map { .string($0) })
            fields["individualExclusion"] = []
        }
        return DemoObject(
            resource: resource, id: id, project: project, key: key,
            first: DemoRevision(made.time, made.author, fields))
    }
}
