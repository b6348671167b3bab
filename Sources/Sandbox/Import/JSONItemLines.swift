/// In which lines the items of a sound JSON text begin: those of the array that it is, or of the arrays that are fields of
/// the object that it is.
struct JSONItemLines {
    /// Where the value begins.
    private(set) var first = 1
    private var found: [String?: [Int]] = [:]

    /// Goes over the bytes once; no value is read.
    init(_ text: some Collection<UInt8>) {
        var line = 1
        var depth = 0
        var isInString = false
        var isEscaped = false
        var hasBegun = false
        /// The string that was read last, outside of every item.
        var string: [UInt8] = []
        /// The depth of the items, and the field that they are in.
        var itemDepth: Int?
        var field: String?
        var expectsItem = false
        for byte in text {
            if byte == JSONByteOf.lineFeed { line += 1 }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == JSONByteOf.backslash {
                    isEscaped = true
                } else if byte == JSONByteOf.quote {
                    isInString = false
                    continue
                }
                if itemDepth == nil { string.append(byte) }
                continue
            }
            guard byte > 0x20 else { continue }
            if !hasBegun {
                hasBegun = true
                first = line
            }
            if expectsItem, byte != UInt8(ascii: "]") {
                found[field, default: []].append(line)
                expectsItem = false
            }
            switch byte {
            case JSONByteOf.quote:
                isInString = true
                if itemDepth == nil { string.removeAll(keepingCapacity: true) }
            case JSONByteOf.bracket, JSONByteOf.brace:
                if byte == JSONByteOf.bracket, itemDepth == nil, depth <= 1 {
                    itemDepth = depth + 1
                    field = depth == 0 ? nil : String(decoding: string, as: UTF8.self)
                    expectsItem = true
                }
                depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if let inner = itemDepth, depth < inner {
                    itemDepth = nil
                    expectsItem = false
                }
            case JSONByteOf.comma: expectsItem = depth == itemDepth
            default: break
            }
        }
    }

    /// The lines of the items of the array in a field; nil for the value itself.
    func items(at field: String?) -> [Int] { found[field] ?? [] }
}
