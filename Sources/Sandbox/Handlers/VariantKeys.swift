import JSON
import ManagementAPI

/// The keys of an experiment's variants, which maps of weights may name.
struct VariantKeys {
    let keys: [String]

    init(ofVariants variants: [JSONValue]) {
        keys = variants.compactMap { $0["key"]?.stringValue }
    }

    init(ofExperiment experiment: JSONObject) {
        self.init(ofVariants: experiment["variants"]?.arrayValue ?? [])
    }

    /// Refuses a weight for a variant that is not there.
    func check(_ weights: JSONObject, at path: ValuePath) throws(RequestProblem) {
        // Byte by byte: text that only looks the same is another key.
        for key in weights.keys where !keys.contains(where: { $0.utf8.elementsEqual(key.utf8) }) {
            throw .badValue(
                path.field(key), "the experiment has no such variant; it has \(keys.joined(separator: ", "))")
        }
    }
}
