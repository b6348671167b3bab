import LuaBridge
import Terminal

/// Names of modules in the string of `require`: those that are in the program or were loaded, and files on `package.path`.
struct ModuleCompletion {
    let thread: LuaThread
    /// Those that are in the program.
    var modules: [String] = []

    /// In the string of `require`; nil elsewhere. Stack: [-0, +0, -]
    func inCall(_ context: CompletionContext) -> CompletionResult? {
        thread.balanced {
            guard case .string(let quote) = context.word.kind, let last = context.enclosures.last,
                case .call(let path?) = last.kind, path.names == ["require"], last.position == 0, !last.hasTokens
            else { return nil }
            let word = context.word.text
            var names = Set(known(word)).union(modules.filter { $0.hasPrefix(word) })
            for template in templates { names.formUnion(files(template, word)) }
            return CompletionResult(
                replacedBytes: context.word.bytes,
                candidates: names.sorted().map {
                    .init(text: LuaStringLiteral.text($0, quote: quote, after: context.after))
                })
        }
    }

    /// The modules in `package.loaded` and `package.preload`.
    private func known(_ word: String) -> [String] {
        ["loaded", "preload"].flatMap { table -> [String] in
            guard LuaPath([.field("package"), .field(table)]).push(on: thread) else { return [] }
            defer { thread.pop() }
            guard thread.type(at: -1) == .table else { return [] }
            return thread.keys(at: -1).names.compactMap { String(validating: $0, as: UTF8.self) }
                .filter { $0.hasPrefix(word) && $0 != "_G" }
        }
    }

    private var templates: [String] {
        guard LuaPath([.field("package"), .field("path")]).push(on: thread) else { return [] }
        defer { thread.pop() }
        return (thread.string(at: -1) ?? "").split(separator: ";").map(String.init)
    }

    /// The modules that one template of `package.path` leads to; a dot in a name is a folder.
    private func files(_ template: String, _ word: String) -> [String] {
        let halves = template.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[1].contains("?") else { return [] }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let last = parts.last, !word.contains("/") else { return [] }
        let inner = parts.dropLast()
        // `folder/?.lua`: the mark may stand after a part of the name.
        let base = String(halves[0]) + inner.map { $0 + "/" }.joined()
        let slash = base.utf8.lastIndex(of: UInt8(ascii: "/")).map { base.utf8.index(after: $0) } ?? base.startIndex
        let before = String(base[slash...])
        let ending = String(halves[1])
        let names = FolderListing.entries(of: String(base[..<slash]), prefix: before + last).compactMap { entry in
            entry.isFolder
                ? ending.hasPrefix("/") && FolderListing.exists("\(base[..<slash])\(entry.name)\(ending)")
                    ? entry.name : nil
                : entry.name.hasSuffix(ending) ? String(entry.name.dropLast(ending.count)) : nil
        }
        return names.map { (inner + [String($0.dropFirst(before.count))]).joined(separator: ".") }
    }
}
