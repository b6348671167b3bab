import JSON

/// Reads the record of an object to its end: whether it is the JSON text of an object with the id that it is kept under.
struct RecordCheck: JSONVisitor {
    typealias Failure = Never

    /// Whether `record`, kept for the object `id`, can be answered. Without a name of the field that holds the id, any object
    /// can.
    static func accepts(_ record: UnsafeRawBufferPointer, id: Int64, identity: String?) -> Bool {
        var check = RecordCheck(id: id, identity: identity)
        do throws(JSONError) {
            // What is outermost is all that is looked at.
            if let parts = try JSONParts(reading: record, surrogates: .refused) {
                parts.tellOutermost(of: record, &check)
                return check.isObject && (identity == nil || check.hasID)
            }
        } catch {
            return false
        }
        do throws(JSONReadError<Never>) { try JSONReader.read(record, into: &check) } catch { return false }
        return check.isObject && (identity == nil || check.hasID)
    }

    private let id: Int64
    /// The name of the field that holds the id; nil where any object will do.
    private let identity: [UInt8]?
    private var depth = 0
    private var isObject = false
    private var isAtIdentity = false
    private var hasID = false

    private init(id: Int64, identity: String?) {
        self.id = id
        self.identity = identity.map { Array($0.utf8) }
    }

    private mutating func take(isID: Bool) {
        // Of a name that is repeated the last value counts, for readers of JSON too.
        if isAtIdentity { hasID = isID }
        isAtIdentity = false
    }

    mutating func null() { take(isID: false) }
    mutating func bool(_ value: Bool) { take(isID: false) }
    mutating func integer(_ value: Int64) { take(isID: value == id) }
    mutating func number(_ value: Double) { take(isID: false) }
    mutating func string(_ utf8: UnsafeRawBufferPointer) {
        guard isAtIdentity else { return }
        take(isID: utf8.elementsEqual(String(id).utf8))
    }
    mutating func key(_ utf8: UnsafeRawBufferPointer) {
        guard depth == 1, let identity else { return }
        isAtIdentity = identity.count == utf8.count && utf8.elementsEqual(identity)
    }
    mutating func beginArray() {
        take(isID: false)
        depth += 1
    }
    mutating func endArray(count: Int) { depth -= 1 }
    mutating func beginObject() {
        take(isID: false)
        if depth == 0 { isObject = true }
        depth += 1
    }
    mutating func endObject(count: Int) { depth -= 1 }
}
