import ManagementAPI
import Sandbox
import Secrets

/// What an import did, in words.
struct ImportWords {
    let report: ImportReport
    let path: String

    /// A line for each kind of objects, and what else is to be known.
    var text: String {
        var lines = ["into \(PastedKey.shown(path))" + (report.emptied ? ", which was emptied" : "")]
        for (resource, count) in report.counts.sorted(by: { $0.key < $1.key }) {
            let parts = [(count.new, "new"), (count.replaced, "replaced"), (count.unchanged, "unchanged")]
                .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            lines.append("  \(Catalogue.all.count(count.all, of: resource)): \(parts.joined(separator: ", "))")
        }
        if report.counts.isEmpty { lines.append("  nothing: the export is empty") }
        if report.versions > 0 { lines.append("  \(report.versions) past versions of theirs") }
        for (resource, ids) in report.made.sorted(by: { $0.key < $1.key }) {
            lines.append("  made by their ids alone, since they are only named: \(Self.list(ids, of: resource))")
        }
        for (resource, ids) in report.missing.sorted(by: { $0.key < $1.key }) {
            lines.append("  named, and not there: \(Self.list(ids, of: resource))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func list(_ ids: [Int64], of resource: String) -> String {
        let shown = ids.prefix(10).map(String.init).joined(separator: ", ")
        return "\(Catalogue.all.count(ids.count, of: resource)) (\(shown)\(ids.count > 10 ? ", ..." : ""))"
    }
}
