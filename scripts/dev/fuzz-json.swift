// The libFuzzer target of scripts/dev/fuzz.

/// Any bytes are read as JSON or refused, and what was read is written back as it was.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = Array(UnsafeBufferPointer(start: data, count: size))
    guard let value = try? JSONValue(parsing: text) else { return 0 }
    for indent in [nil, 2] {
        let again = try? JSONValue(parsing: value.encoded(indent: indent))
        precondition(again == value, "it was not written back as it was")
    }
    return 0
}
