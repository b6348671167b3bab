import Platform
import Terminal

/// The names in a folder, for completion: bounded, and nothing where it cannot be read.
enum FolderListing {
    struct Entry: Equatable {
        let name: String
        let isFolder: Bool
    }

    private static let mostEntries = 10_000

    /// The entries whose names begin with `prefix`, sorted; those that begin with a dot only where it does.
    static func entries(of folder: String, prefix: String) -> [Entry] {
        let opened = folder.isEmpty ? "." : folder
        guard let stream = opendir(opened) else { return [] }
        defer { closedir(stream) }
        var found: [Entry] = []
        var left = mostEntries
        while left > 0, let entry = readdir(stream) {
            left -= 1
            let type = Int32(entry.pointee.d_type)
            // A name that is no UTF-8, or that would act on the terminal, cannot stand in a line.
            guard
                let name = withUnsafeBytes(
                    of: &entry.pointee.d_name,
                    { bytes in
                        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
                    }),
                name != ".", name != "..", name.hasPrefix(prefix), name == TextFilter.visible(name, allowing: []),
                !name.hasPrefix(".") || prefix.hasPrefix(".")
            else { continue }
            let isFolder =
                type == DT_DIR || (type == DT_LNK || type == DT_UNKNOWN) && self.isFolder("\(opened)/\(name)")
            found.append(Entry(name: name, isFolder: isFolder))
        }
        return found.sorted { $0.name < $1.name }
    }

    /// Whether something has that path.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    private static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}
