/// What holds for code that one does not trust, beside the list of what it may name.
public struct Restriction {
    /// Finds the module of a relative path without suffix, such as `lib/report`: its file's name and bytes, or nil.
    public var module: (String) throws -> (file: String, bytes: [UInt8])?

    /// Modules come from `module` and nowhere else.
    public init(module: @escaping (String) throws -> (file: String, bytes: [UInt8])?) {
        self.module = module
    }
}
