/// Two JSON objects as one, without reading them: `{"a":1}` and `{"b":2}` as `{"a":1,"b":2}`.
///
/// Both texts are sound, end with their brace, and share no field.
enum Splice {
    static func append(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
        // An object without fields adds nothing.
        guard second.count > 2 else { return bytes.append(contentsOf: first) }
        guard first.count > 2 else { return bytes.append(contentsOf: second) }
        bytes.append(contentsOf: first.dropLast())
        bytes.append(UInt8(ascii: ","))
        bytes.append(contentsOf: second.dropFirst())
    }
}
