import Platform

/// Numbers as Lua writes them.
enum LuaNumberText {
    /// As `tostring`: `%.14g`, with `.0` where that looks like an integer.
    static func display(_ value: Double) -> String {
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer -> String in
            _ = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.14g", $0) }
            return buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        return text.allSatisfy { $0.isNumber || $0 == "-" } ? text + ".0" : text
    }

    /// An expression with exactly this value: the shortest digits that read back the same.
    static func literal(_ value: Double) -> String {
        if value.isNaN { return "(0/0)" }
        if value.isInfinite { return value > 0 ? "math.huge" : "-math.huge" }
        return "\(value)"
    }

    /// An expression with exactly this value; the smallest integer has no literal.
    static func literal(_ value: Int64) -> String {
        value == .min ? "math.mininteger" : "\(value)"
    }
}
