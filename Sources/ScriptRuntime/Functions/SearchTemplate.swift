/// One entry of `package.path`. Its syntax has no way to say a `;` or a `?` in a folder's name: control characters, which
/// no folder has, stand for them.
public struct SearchTemplate: Sendable, Equatable {
    private static let semicolon: UInt8 = 1
    private static let questionMark: UInt8 = 2

    /// As it stands in `package.path`.
    let bytes: [UInt8]

    /// A folder's name as it can stand in `package.path`.
    public static func text(ofFolder folder: String) -> String {
        let bytes = folder.utf8.map { byte in
            switch byte {
            case UInt8(ascii: ";"): semicolon
            case UInt8(ascii: "?"): questionMark
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The entries of a `package.path`.
    static func templates(of path: [UInt8]) -> [SearchTemplate] {
        path.split(separator: UInt8(ascii: ";")).map { SearchTemplate(bytes: Array($0)) }
    }

    /// Whether something stands in it for what the syntax cannot say.
    var isEscaped: Bool { bytes.contains { $0 == Self.semicolon || $0 == Self.questionMark } }

    /// The file of a module: `a.b` is in `a/b.lua`.
    func file(of module: String) -> String {
        let name = module.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0 }
        let file = bytes.flatMap { byte in
            switch byte {
            case UInt8(ascii: "?"): name
            case Self.semicolon: [UInt8(ascii: ";")]
            case Self.questionMark: [UInt8(ascii: "?")]
            default: [byte]
            }
        }
        return String(decoding: file, as: UTF8.self)
    }
}
