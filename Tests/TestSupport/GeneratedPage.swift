#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A page of the repository that is made from the code, whole or in parts, and the test that holds it fresh.
///
/// A test that uses one has `GeneratedPage` in its name: `make check` runs those, and `make docs` runs them with RECORD
/// set, which writes the page anew. Recording fails all the same, so that it cannot stay on unnoticed.
public struct GeneratedPage: Sendable {
    /// Why a page cannot be compared.
    public enum Failure: Error, Equatable {
        /// The page, or one of its parts, is not there.
        case unreadable(path: String)
        /// The page has no lines `<!-- begin NAME -->` and `<!-- end NAME -->`, in this order and once each.
        case noPart(String, path: String)
    }

    /// Where it is, from the root of the repository: `docs/LUA.md`.
    public let path: String
    private let root: String

    /// A page by its path from the root of the repository, or from another folder.
    public init(_ path: String, root: String = Self.repository) {
        self.path = path
        self.root = root
    }

    /// The folder of this repository.
    public static let repository: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    /// The page as it is kept.
    public func text() throws(Failure) -> String {
        guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { throw .unreadable(path: path) }
        return String(decoding: data, as: UTF8.self)
    }

    /// Whether the page is exactly `text`.
    public func isFresh(_ text: String, records: Bool = Self.records) throws -> Bool {
        let kept = (try? self.text()) ?? ""
        return try compare(kept, text, records)
    }

    /// Whether each named part of the page is exactly its text; what stands outside of the parts is written by hand.
    public func isFresh(parts: [(name: String, text: String)], records: Bool = Self.records) throws -> Bool {
        let kept = try text()
        let page = try parts.reduce(kept) { try replace($1.name, by: $1.text, in: $0) }
        return try compare(kept, page, records)
    }

    /// RECORD is set.
    public static var records: Bool { ProcessInfo.processInfo.environment["RECORD"] != nil }

    private func compare(_ kept: String, _ page: String, _ records: Bool) throws -> Bool {
        guard kept != page else { return true }
        if records { try Data(page.utf8).write(to: URL(fileURLWithPath: "\(root)/\(path)"), options: .atomic) }
        return false
    }

    private func replace(_ name: String, by text: String, in page: String) throws(Failure) -> String {
        let begin = page.split(separator: "<!-- begin \(name) -->\n", omittingEmptySubsequences: false)
        guard begin.count == 2 else { throw .noPart(name, path: path) }
        let end = begin[1].split(separator: "<!-- end \(name) -->\n", omittingEmptySubsequences: false)
        guard end.count == 2 else { throw .noPart(name, path: path) }
        return "\(begin[0])<!-- begin \(name) -->\n\n\(text)\n<!-- end \(name) -->\n\(end[1])"
    }
}
