import ManagementAPI
import Printing
import Repl
import ScriptRuntime
import Terminal

/// The printer of this API's objects: which fields matter, and what deserves a colour, by what the catalogue says of them.
enum ResourcePrinter {
    /// - Parameter interruptible: around what may run Lua code, so that Ctrl-C stops that code.
    static func make(_ settings: Settings, interruptible: @escaping ValuePrinter.Interruptible) -> ValuePrinter {
        let values = ScriptValues(.all)
        let printer = ValuePrinter(
            format: settings.output, isFormatChosen: settings.outputIsExplicit, style: style,
            json: PrintableJSON(values),
            symbol: { thread, index in values.isNull(at: index, of: thread) ? "null" : nil },
            kind: { thread, index in values.objectType(at: index, of: thread) }, interruptible: interruptible)
        printer.pager = settings.pager
        return printer
    }

    /// What is known of the catalogue's objects, as far as it shows.
    static let style: PrintableStyle = {
        let types = latest(Catalogue.all.answeredTypes())
        let kinds = types.compactMap(\.kind)
        let fields = types.flatMap(\.fields)
        var colours: [String: [String: Style]] = [:]
        for field in fields where !field.tones.isEmpty {
            colours[field.name, default: [:]].merge(field.tones.mapValues(\.style)) { first, _ in first }
        }
        return PrintableStyle(
            kinds: types.compactMap(ResourceKind.init) + [.run, .runChange],
            columns: usualColumns(kinds, fields),
            uncut: Set(kinds.flatMap { [$0.identifyingField, $0.label].compactMap { $0 } }),
            identities: Set(kinds.compactMap(\.identifyingField)), colours: colours,
            percentages: Set(types.flatMap { $0.fields(where: { $0 == .percentage }) }), weights: weights(in: fields),
            conditions: conditions(in: fields))
    }()

    /// Of types that several generations have under one name, the latest: it shows what earlier ones have as well.
    private static func latest(_ types: [ObjectType]) -> [ObjectType] {
        let last = Dictionary(types.map { ($0.name, $0) }) { _, later in later }
        var seen: Set<String> = []
        return types.filter { seen.insert($0.name).inserted }.compactMap { last[$0.name] }
    }

    /// The columns of records of no known kind: what names them, what is coloured, then what parts of objects hold.
    private static func usualColumns(_ kinds: [ObjectKind], _ fields: [Field]) -> [String] {
        let gone = Set(kinds.compactMap(\.tombstone))
        let names =
            kinds.compactMap(\.identifyingField) + kinds.compactMap(\.label) + kinds.compactMap(\.title)
            + fields.filter { !$0.tones.isEmpty && !gone.contains($0.name) }.map(\.name)
            + kinds.filter { $0.identifyingField == nil && $0.label != nil }.flatMap(\.card)
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// The field of weights by member, and where the members stand.
    private static func weights(in fields: [Field]) -> PrintableStyle.Weights? {
        for field in fields {
            guard case .member(let list, let name)? = field.meaning, case .map = field.type else { continue }
            return .init(field: field.name, orderList: list, orderName: name)
        }
        return nil
    }

    /// The list of what reads as sentences.
    private static func conditions(in fields: [Field]) -> PrintableStyle.Conditions? {
        for field in fields {
            guard let sentence = field.type.nestedObject?.sentence else { continue }
            return .init(
                list: field.name, subject: sentence.subject, relation: sentence.relation, values: sentence.values,
                usual: sentence.usual)
        }
        return nil
    }
}

extension Tone {
    fileprivate var style: Style {
        switch self {
        case .plain: .plain
        case .good: .green
        case .faint: .dim
        case .waiting: .yellow
        case .finished: .blue
        case .bad: .red
        }
    }
}

extension ResourceKind {
    /// A run in the list of them.
    fileprivate static let run = ResourceKind(
        name: "run", one: "run", many: "runs", marks: ["run", "begun", "what"],
        columns: ["run", "begun", "target", "what", "changes", "state"], essential: 5,
        fields: ["run", "begun", "target", "what", "changes", "state"])

    /// A change in the list of a run's.
    fileprivate static let runChange = ResourceKind(
        name: "change", one: "change", many: "changes", marks: ["n", "object", "call", "outcome"],
        columns: ["n", "object", "call", "outcome", "message", "at"], essential: 4,
        fields: ["n", "object", "call", "outcome", "message", "at"])

    fileprivate init?(_ type: ObjectType) {
        guard let kind = type.kind else { return nil }
        self.init(
            name: type.name, one: kind.one, many: kind.many, marks: kind.marks, columns: kind.columns,
            essential: kind.essentialColumns,
            fields: kind.card,
            tallies: kind.tallies.map { .init(field: $0.field, word: $0.word, isAlwaysSaid: $0.isAlwaysSaid) })
    }
}
