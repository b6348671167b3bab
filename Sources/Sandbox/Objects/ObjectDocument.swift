import JSON

/// An object as a tree that remembers which of its texts each field stands in, so that a change leaves the others as they are.
struct ObjectDocument {
    private let layout: RecordLayout
    private var parts: [JSONObject]

    /// Nil where a text holds no JSON object.
    init?(_ stored: StoredObject, _ layout: RecordLayout) {
        self.layout = layout
        parts = []
        for text in [stored.record, stored.later, stored.unshown] {
            guard !text.isEmpty || !parts.isEmpty else { return nil }
            guard let part = text.isEmpty ? JSONObject() : (try? JSONValue(parsing: text))?.objectValue else {
                return nil
            }
            parts.append(part)
        }
    }

    /// A new object.
    init(_ fields: JSONObject, _ layout: RecordLayout) {
        self.layout = layout
        parts = layout.split(fields)
    }

    /// An object as an answer showed it. Fields that are not declared are shown again: they stand in the text of this number.
    init(shown fields: JSONObject, unknownIn place: Int, _ layout: RecordLayout) {
        self.layout = layout
        parts = layout.split(fields)
        for (name, value) in parts[RecordLayout.textCount - 1] { parts[place][name] = value }
        parts[RecordLayout.textCount - 1] = JSONObject()
    }

    /// What later generations show beside; nil where that is nothing.
    var later: JSONObject? { parts[1].isEmpty ? nil : parts[1] }

    /// Whether there is something that no answer shows.
    var hasUnshown: Bool { !parts[RecordLayout.textCount - 1].isEmpty }

    /// All fields. Setting keeps each where it was.
    var fields: JSONObject {
        get {
            parts.dropFirst().reduce(into: parts[0]) { all, part in for (name, value) in part { all[name] = value } }
        }
        set {
            for place in parts.indices {
                for name in parts[place].keys where newValue[name] == nil { parts[place][name] = nil }
            }
            for (name, value) in newValue {
                let place = parts.firstIndex { $0[name] != nil } ?? layout.text(for: name)
                parts[place][name] = value
            }
        }
    }

    /// The fields that answers show.
    var shown: JSONObject {
        parts[1].reduce(into: parts[0]) { all, member in all[member.key] = member.value }
    }

    /// Puts the texts into what is kept.
    func write(to stored: inout StoredObject) {
        stored.record = JSONValue.object(parts[0]).encoded()
        stored.later = parts[1].isEmpty ? [] : JSONValue.object(parts[1]).encoded()
        stored.unshown = parts[2].isEmpty ? [] : JSONValue.object(parts[2]).encoded()
    }
}
