/// A module of the standard library of scripts: `ampsh.cli` is the file `modules/cli.lua`.
public enum LibraryModule: String, Sendable, CaseIterable {
    // Those that scripts are made with.
    case cli, pick, batch, csv, weights, format, glob, draft, list
    // What they need, and scripts now and then.
    case arguments, cells, command, creation, damage, nearest, output, strict, text, usage

    /// As `require` takes it: `ampsh.cli`.
    public var name: String { ScriptLibrary.prefix + rawValue }

    /// Its text.
    public var source: [UInt8] {
        switch self {
        case .arguments: PackageResources.arguments_lua
        case .batch: PackageResources.batch_lua
        case .cells: PackageResources.cells_lua
        case .cli: PackageResources.cli_lua
        case .command: PackageResources.command_lua
        case .creation: PackageResources.creation_lua
        case .csv: PackageResources.csv_lua
        case .damage: PackageResources.damage_lua
        case .draft: PackageResources.draft_lua
        case .format: PackageResources.format_lua
        case .glob: PackageResources.glob_lua
        case .list: PackageResources.list_lua
        case .nearest: PackageResources.nearest_lua
        case .output: PackageResources.output_lua
        case .pick: PackageResources.pick_lua
        case .strict: PackageResources.strict_lua
        case .text: PackageResources.text_lua
        case .usage: PackageResources.usage_lua
        case .weights: PackageResources.weights_lua
        }
    }

    /// What `help` says of a module, or of one of its functions such as `ampsh.cli.parse`; nil for any other name.
    public static func help(named name: String) -> String? {
        for module in allCases where name.hasPrefix(module.name) {
            let text = LibraryText(String(decoding: module.source, as: UTF8.self))
            if name == module.name { return text.plain(name) }
            guard name.dropFirst(module.name.count).first == "." else { continue }
            return text.plain(function: String(name.dropFirst(ScriptLibrary.prefix.count)), of: module.name)
        }
        return nil
    }

    /// The module of that name, which may be the one of former times: `lib.cli`.
    ///
    /// - Parameter prefix: what stands before the module's own name.
    public init?(_ name: [UInt8], prefix: String = ScriptLibrary.prefix) {
        guard name.starts(with: prefix.utf8) else { return nil }
        self.init(rawValue: String(decoding: name.dropFirst(prefix.utf8.count), as: UTF8.self))
    }
}
