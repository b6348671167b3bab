import JSON
import ManagementAPI

/// Values as a line of a difference shows them: short, and never with anything that a terminal would obey.
struct ValueWords {
    /// What the value is, where it is an object.
    var type: ObjectType?
    /// Whether a number is a share in percent.
    var isPercentage = false

    /// Characters of a text that are shown.
    private static let longest = 60

    /// The value; nil where there is none.
    func text(_ value: JSONValue?) -> String? {
        switch value {
        case nil, .null?: nil
        case .bool(let truth)?: truth ? "true" : "false"
        case .integer(let number)?: number.description + unit
        case .number(let number)?: (Int64(exactly: number)?.description ?? number.description) + unit
        case .string(let text)?: Self.isPlain(text) ? text : Self.cut(JSONValue.string(text).description)
        case .array?: value.map { Self.cut($0.description) }
        case .object(let object)?: words(of: object)
        }
    }

    private var unit: String { isPercentage ? " %" : "" }

    /// A number of things.
    func count(_ number: Int) -> String { number.description }

    private func words(of object: JSONObject) -> String {
        if let sentence = type?.sentence, let said = Self.said(object, sentence) { return Self.cut(said) }
        for name in [type?.kind?.label, type?.kind?.title, type?.kind?.card.first].compactMap(\.self) {
            if let label = object[name], !label.isNothing { return text(label) ?? "-" }
        }
        return Self.cut(JSONValue.object(object).description)
    }

    /// `country is NO, SE`; nil where it does not read as one.
    private static func said(_ object: JSONObject, _ sentence: Sentence) -> String? {
        guard let subject = object[sentence.subject]?.stringValue,
            let relation = object[sentence.relation]?.stringValue,
            let values = object[sentence.values]?.arrayValue
        else { return nil }
        let said = "\(subject) \(relation) \(values.map(\.text).joined(separator: ", "))"
        return said.unicodeScalars.contains { $0.properties.generalCategory == .control } ? nil : said
    }

    /// Whether a text stands for itself: letters, digits and what keys, dates and addresses have.
    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= longest
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "_-.:@/+".unicodeScalars.contains(scalar)
            }
    }

    private static func cut(_ text: String) -> String {
        text.count <= longest ? text : "\(text.prefix(longest * 2 / 3))…\(text.suffix(longest / 3 - 1))"
    }
}
