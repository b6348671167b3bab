import Repl
import ScriptRuntime
import Terminal

/// The printer of this API's resources: which fields matter, and what deserves a colour.
enum ResourcePrinter {
    /// - Parameter interruptible: around what may run Lua code, so that Ctrl-C stops that code.
    static func make(
        _ settings: Settings, _ holder: SessionHolder, interruptible: @escaping ValuePrinter.Interruptible
    ) -> ValuePrinter {
        var printer = ValuePrinter(
            format: settings.output, isFormatChosen: settings.outputIsExplicit, style: style,
            json: PrintableJSON { holder.runtime },
            symbol: { thread, index in holder.runtime?.isNull(at: index, of: thread) == true ? "null" : nil },
            interruptible: interruptible)
        printer.pager = settings.pager
        return printer
    }

    static let style = PrintableStyle(
        kinds: [experiment, deployment, segment],
        columns: ["id", "key", "label", "name", "enabled", "state", "payload", "description"],
        uncut: ["id", "key"],
        colours: [
            "enabled": ["true": .green, "false": .dim],
            "state": ["running": .green, "analyzing": .yellow, "decision-made": .blue, "planning": .plain],
            "deleted": ["true": .red, "false": .plain],
        ],
        percentages: ["percentage"],
        weights: .init(field: "rolloutWeights", orderList: "variants", orderName: "key"),
        conditions: .init(
            list: "conditions", subject: "prop", relation: "op", values: "values", usual: ["type": "property"]))

    private static let experiment = ResourceKind(
        one: "experiment", many: "experiments", marks: ["key", "rolloutWeights", "variants"],
        columns: [
            "id", "key", "enabled", "state", "rolloutWeights", "name", "projectId", "startDate", "endDate",
            "deployments", "bucketingKey", "description",
        ],
        essential: 3,
        fields: [
            "id", "key", "name", "description", "enabled", "state", "startDate", "endDate", "projectId", "deployments",
            "bucketingKey", "stickyBucketing", "rolloutWeights", "variants", "targetSegments",
        ],
        tallies: [.init(field: "enabled", word: "active", isAlwaysSaid: true)])

    private static let deployment = ResourceKind(
        one: "deployment", many: "deployments", marks: ["label", "projectId"],
        columns: ["id", "label", "projectId", "deleted", "key"], essential: 2,
        fields: ["id", "label", "key", "projectId", "deleted"],
        tallies: [.init(field: "deleted", word: "deleted", isAlwaysSaid: false)])

    private static let segment = ResourceKind(
        one: "segment", many: "segments", marks: ["conditions"], columns: [], essential: 0,
        fields: ["name", "percentage", "conditions", "bucketingKey", "rolloutWeights"])
}
