import JSON

extension DemoExperiment {
    /// Experiments were made one after the other, all before the first of them began.
    private static let firstDay = DemoRevision("2023-10-02T08:15:42.120Z", .ida).time
    private static let hour: UnixMilliseconds = 3_600_000

    private var isWeb: Bool { key == "kr-hero-banner" }

    private func authors(_ project: String) -> [Author] {
        project == DemoData.market.id ? [.ida, .omar, .signe] : [.mateo, .lin]
    }

    /// The experiment with its history: made, begun, ended, decided; and what groups it came into.
    func object(project: String, place: Int, groups: [DemoGroup]) -> DemoObject {
        let record = record(project: project)
        let authors = authors(project)
        let maker = authors[place % authors.count]
        let other = authors[(place + 1) % authors.count]
        let made = Self.firstDay + Int64(place) * 48 * Self.hour + Int64(place % 9) * Self.hour

        var fields = record
        for (name, value) in later { fields[name] = value }
        let hasBegun = record["startDate"]?.stringValue != nil
        if hasBegun {
            fields["enabled"] = false
            fields["startDate"] = nil as JSONValue
            fields["endDate"] = nil as JSONValue
            fields["state"] = "planning"
            fields["rolloutPercentage"] = 0
        }
        return DemoObject(
            resource: "experiments", id: id, project: project, key: key, first: DemoRevision(made, maker, fields),
            revisions: (hasBegun ? revisions(record, maker, other) : [])
                + groups.compactMap { joined($0) })
    }

    /// What v1 shows beside.
    private var later: JSONObject {
        [
            "evaluationMode": "remote", "bucketingUnit": "User", "rolloutPercentage": 0, "parentDependencies": nil,
            "tags": .array(tags.map { .string($0) }), "deleted": false, "experimentType": "a-b-test",
            "deliveryMethod": isWeb ? "web" : "feature", "decision": nil, "decisionReason": nil,
            "rolledOutVariant": nil,
        ]
    }

    /// The team that the description names.
    private var tags: [String] {
        guard let name = description.split(separator: " ").last?.split(separator: "@").first, description.contains("@")
        else { return [] }
        return [String(name)]
    }

    private func revisions(_ record: JSONObject, _ maker: Author, _ other: Author) -> [DemoRevision] {
        guard case .string(let start)? = record["startDate"] else { return [] }
        let end = record["endDate"]
        let isOver = record["state"] == "analyzing" || record["state"] == "decision-made"
        var begun: JSONObject = [
            "enabled": true, "startDate": .string(start), "state": "running", "rolloutPercentage": 100,
        ]
        if !isOver {
            begun["enabled"] = record["enabled"]
            begun["endDate"] = end
        }
        var revisions = [DemoRevision(start + "T07:30:12.551Z", maker, begun)]
        guard isOver, case .string(let day)? = end else { return revisions }
        var over: JSONObject = ["endDate": .string(day)]
        over["state"] = record["state"]
        over["enabled"] = record["enabled"]
        if record["state"] == "decision-made" {
            let isRolledOut = record["enabled"] == true
            over["decision"] = isRolledOut ? "rollout" : "rollback"
            over["decisionReason"] = isRolledOut ? "Clear win" : "No difference"
            over["rolledOutVariant"] = isRolledOut ? heaviest.map { .string($0) } : nil
        }
        revisions.append(DemoRevision(day + "T16:02:11.004Z", other, over))
        return revisions
    }

    private var heaviest: String? {
        zip(variants, weights).max { $0.1 < $1.1 }?.0.key
    }

    private func joined(_ group: DemoGroup) -> DemoRevision? {
        guard let variants = group.variants(for: id) else { return nil }
        return DemoRevision(
            group.made.time, group.made.author,
            [
                "parentDependencies": [
                    "flags": .object([String(group.id): .array(variants.map { .string($0) })]), "operator": "all",
                ]
            ])
    }
}
