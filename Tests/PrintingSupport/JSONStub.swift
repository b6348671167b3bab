public import LuaBridge
public import Printing

/// JSON as a server of it would write it: only what JSON itself demands is escaped. Bad UTF-8 is repaired.
public enum JSONStub {
    /// As the printer takes it.
    public static var json: PrintableJSON {
        PrintableJSON(text: { thread, index, _ in text(thread, index) }, itemCount: itemCount)
    }

    /// The number of items; nil for what is no list.
    public static func itemCount(_ thread: LuaThread, _ index: Int, _ place: [PrintableJSON.Step]) throws -> Int? {
        let size = thread.size(at: index)
        guard size.items > 0 else { return nil }
        guard size.hasNoHoles else { throw PrintError.noLiteral("a list with a hole at \(place)") }
        return size.items
    }

    /// The text of the value at `index`.
    public static func text(_ thread: LuaThread, _ index: Int) -> [UInt8] {
        let index = thread.absolute(index)
        switch thread.type(at: index) {
        case .string: return quoted(thread.string(at: index) ?? "")
        case .number: return Array("\(thread.integer(at: index) ?? 0)".utf8)
        case .table:
            let keys = thread.keys(at: index)
            var parts: [[UInt8]] = []
            for item in 0..<keys.items {
                thread.rawGet(item + 1, at: index)
                parts.append(text(thread, -1))
                thread.pop()
            }
            for name in keys.items == 0 ? keys.names : [] {
                thread.push(bytes: name)
                thread.rawGet(at: index)
                parts.append(quoted(String(decoding: name, as: UTF8.self)) + [0x3A] + text(thread, -1))
                thread.pop()
            }
            let ends = keys.items == 0 ? ("{", "}") : ("[", "]")
            return Array(ends.0.utf8) + Array(parts.joined(separator: [0x2C])) + Array(ends.1.utf8)
        default: return Array("null".utf8)
        }
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var output: [UInt8] = [0x22]
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: output += [0x5C, byte]
            case 0x00..<0x20:
                output += Array("\\u00".utf8) + Array((byte < 16 ? "0" : "").utf8) + Array(String(byte, radix: 16).utf8)
            default: output.append(byte)
            }
        }
        return output + [0x22]
    }
}
