import TestSupport

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `Tests/Fixtures/retry/statuses.txt`.
struct RetryTable {
    /// What becomes of a request.
    enum Fate: String {
        case once, again, wait, lookup
    }

    /// The columns of the table.
    enum Request: Int, CaseIterable {
        case read, action, create, rawWrite
    }

    private var fates: [Int: [Fate]] = [:]

    init() throws {
        let path = ShellHome.repository + "/Tests/Fixtures/retry/statuses.txt"
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            let ends = words[0].split(separator: "-").compactMap { Int($0) }
            for status in ends[0]...ends[ends.count - 1] {
                fates[status] = words.dropFirst().compactMap { Fate(rawValue: String($0)) }
            }
        }
    }

    /// Nil where the table has no such line.
    func fate(of request: Request, status: Int) -> Fate? {
        fates[status].flatMap { $0.count == Request.allCases.count ? $0[request.rawValue] : nil }
    }
}
