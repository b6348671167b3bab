import JSON
import ManagementAPI

/// Which of an object's texts holds which field: what the first generation with such objects declares, what later ones add,
/// and what no answer shows.
struct RecordLayout {
    /// The texts, in order.
    static let textCount = 3

    private let declared: [[String]]

    init(_ resource: String, _ catalogue: Catalogue) {
        var known: Set<String> = []
        let names = catalogue.objectTypes(of: resource).map { type in
            type.fields.map(\.name).filter { known.insert($0).inserted }
        }
        declared = [names.first ?? [], names.dropFirst().flatMap { $0 }]
    }

    /// The number of the text for a field.
    func text(for field: String) -> Int { declared.firstIndex { $0.contains(field) } ?? declared.count }

    /// A new object's fields for each text, in the order in which they are declared.
    func split(_ object: JSONObject) -> [JSONObject] {
        var parts = declared.map { names in
            JSONObject(names.compactMap { name in object[name].map { (name, $0) } })
        }
        parts.append(JSONObject(object.filter { text(for: $0.key) == declared.count }.map { ($0.key, $0.value) }))
        return parts
    }
}
