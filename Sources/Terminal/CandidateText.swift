import TextLayout

/// Candidates as they are shown: names in one width, and what is said about them in columns that stand below one another.
struct CandidateText {
    let names: [String]
    /// Whole; empty where nothing is said.
    let summaries: [String]

    /// Makes what could act on a terminal visible. A tab parts the columns of a summary.
    init(_ candidates: [CompletionResult.Candidate]) {
        names = candidates.map { TextFilter.visible($0.name ?? $0.text, allowing: []) }
        let parts = candidates.map { candidate in
            (candidate.summary ?? "").split(separator: "\t", omittingEmptySubsequences: false)
                .map { TextFilter.visible(String($0), allowing: []) }
        }
        var widths: [Int] = []
        for row in parts {
            // The last column has no other beside it.
            for (column, text) in row.dropLast().enumerated() {
                let width = DisplayWidth.columns(of: text)
                if column < widths.count { widths[column] = max(widths[column], width) } else { widths.append(width) }
            }
        }
        summaries = parts.map { row in
            row.enumerated().map { column, text in
                column == row.count - 1 ? text : DisplayWidth.pad(text, to: min(widths[column], 40)) + "  "
            }.joined().trimmingTrailingSpaces
        }
    }

    /// The columns of the widest name.
    var nameWidth: Int { names.map(DisplayWidth.columns(of:)).max() ?? 0 }
    var hasSummaries: Bool { summaries.contains { !$0.isEmpty } }
}
