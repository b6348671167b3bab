import JSON
import ManagementAPI

/// Which of an object's texts holds which field: what the first generation with such objects declares, what later ones add,
/// and what no answer shows.
struct RecordLayout {
    /// The texts, in order.
    static let textCount = 3

    private let fields: [(name: String, text: Int)]
    private let texts: [String: Int]

    init(_ resource: String, _ catalogue: Catalogue) {
        var texts: [String: Int] = [:]
        var fields: [(name: String, text: Int)] = []
        for (generation, type) in catalogue.objectTypes(of: resource).enumerated() {
            for field in type.fields where texts[field.name] == nil {
                let text = min(generation, 1)
                texts[field.name] = text
                fields.append((field.name, text))
            }
        }
        self.fields = fields
        self.texts = texts
    }

    /// The number of the text for a field.
    func text(for field: String) -> Int { texts[field] ?? Self.textCount - 1 }

    /// A new object's fields for each text, in the order in which they are declared.
    func split(_ object: JSONObject) -> [JSONObject] {
        var parts = [JSONObject](repeating: JSONObject(), count: Self.textCount)
        for (name, text) in fields {
            if let value = object[name] { parts[text][name] = value }
        }
        for (name, value) in object where texts[name] == nil { parts[Self.textCount - 1][name] = value }
        return parts
    }
}
