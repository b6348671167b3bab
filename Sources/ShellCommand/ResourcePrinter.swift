import Repl
import ScriptRuntime
import Terminal

/// The printer of this API's resources: which fields matter, and what deserves a colour.
enum ResourcePrinter {
    static func make(_ settings: Settings, _ holder: RuntimeHolder) -> ValuePrinter {
        ValuePrinter(
            format: settings.output, isFormatChosen: settings.outputIsExplicit, style: style,
            json: { thread, index in try holder.runtime?.json(at: index, of: thread) ?? [] },
            symbol: { thread, index in holder.runtime?.isNull(at: index, of: thread) == true ? "null" : nil })
    }

    private static let style = PrintableStyle(
        columns: ["id", "key", "label", "enabled", "state", "rolloutWeights", "name", "projectId", "deployments"],
        uncut: ["id", "key"],
        colours: [
            "enabled": ["true": .green],
            "state": ["running": .green, "analyzing": .yellow, "decision-made": .blue],
            "deleted": ["true": .red],
        ])
}
