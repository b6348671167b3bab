import Terminal

@testable import Printing

/// Values as the API answers them, and the style in which they are shown.
enum Sample {
    static let experiments = ResourceKind(
        name: "Experiment", one: "experiment", many: "experiments", marks: ["key", "rolloutWeights"],
        columns: ["id", "key", "enabled", "state", "rolloutWeights", "name"], essential: 3,
        fields: ["id", "key", "name", "enabled", "state", "rolloutWeights", "variants", "targetSegments"],
        tallies: [
            .init(field: "enabled", word: "active", isAlwaysSaid: true),
            .init(field: "deleted", word: "deleted", isAlwaysSaid: false),
        ])

    static let style = PrintableStyle(
        kinds: [experiments], columns: ["id", "key", "name"], uncut: ["id", "key"],
        colours: ["state": ["running": .green], "enabled": ["true": .green, "false": .dim]],
        percentages: ["percentage"],
        weights: .init(field: "rolloutWeights", orderList: "variants", orderName: "key"),
        conditions: .init(
            list: "conditions", subject: "prop", relation: "op", values: "values", usual: ["type": "property"]))

    static func record(_ fields: [(String, PrintableValue)]) -> PrintableValue {
        let sorted = fields.sorted { $0.0 < $1.0 }
        return .table(PrintableTable(fields: sorted.map { .init(key: .text($0.0), value: $0.1) }))
    }

    static func list(_ items: [PrintableValue], cursor: String? = nil) -> PrintableValue {
        .table(
            PrintableTable(
                items: items, fields: cursor.map { [.init(key: .text("nextCursor"), value: .text($0))] } ?? []))
    }

    static func experiment(
        _ id: String, _ name: String, enabled: Bool, weights: [(String, Int64)], segments: [PrintableValue] = []
    ) -> PrintableValue {
        record([
            ("id", .text(id)), ("key", .text("key-" + id)), ("name", .text(name)), ("enabled", .boolean(enabled)),
            ("state", .text(enabled ? "running" : "planning")),
            ("rolloutWeights", record(weights.map { ($0.0, .integer($0.1)) })),
            ("variants", list(weights.map { record([("key", .text($0.0))]) })), ("targetSegments", list(segments)),
        ])
    }

    /// Two experiments of a page that others follow.
    static let page = list(
        [
            experiment("7", "Checkout 日本", enabled: true, weights: [("treatment", 3), ("control", 7)]),
            experiment(
                "12345", "A name with \u{1B}[2J in it", enabled: false, weights: [("control", 0), ("big", 1)]),
        ], cursor: "abc")

    static func lines(_ value: PrintableValue, _ canvas: Canvas) -> String {
        DisplayLayout(style: style, canvas: canvas).lines(value).map(\.text).joined(separator: "\n")
    }
}
