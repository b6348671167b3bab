import TextLayout

/// The list that a second Tab shows: columns of names, or one a line where candidates have summaries.
enum CandidateList {
    static func rendered(
        _ candidates: [CompletionResult.Candidate], omitted: Int = 0, note: String? = nil, width: Int, height: Int,
        colour: Bool, isPlain: Bool = false
    ) -> String {
        // The names stay above the prompt: never more than the screen holds.
        let rows = max(4, height - (note == nil ? 3 : 4))
        let list =
            isPlain || candidates.contains { $0.summary != nil }
            ? lines(candidates, omitted: omitted, width: width, rows: rows, colour: colour)
            : columns(candidates, omitted: omitted, width: width, rows: rows)
        guard let note else { return list }
        let text = DisplayWidth.truncate(TextFilter.visible(note, allowing: []), to: max(1, width - 1))
        return list + StyledText(text, .dim).rendered(colour: colour) + "\n"
    }

    private static func lines(
        _ candidates: [CompletionResult.Candidate], omitted: Int, width: Int, rows: Int, colour: Bool
    ) -> String {
        let shown = candidates.count + (omitted > 0 ? 1 : 0) > rows ? Array(candidates.prefix(rows - 1)) : candidates
        let text = CandidateText(shown)
        let nameWidth = min(text.nameWidth, width / 2)
        var output = ""
        for (name, summary) in zip(text.names, text.summaries) {
            let room = max(0, width - nameWidth - 3)
            output += DisplayWidth.pad(DisplayWidth.truncate(name, to: nameWidth), to: nameWidth)
            if !summary.isEmpty, room > 3 {
                output += "  " + StyledText(DisplayWidth.truncate(summary, to: room), .dim).rendered(colour: colour)
            }
            output += "\n"
        }
        return output + rest(candidates.count - shown.count + omitted)
    }

    private static func columns(
        _ candidates: [CompletionResult.Candidate], omitted: Int, width: Int, rows limit: Int
    ) -> String {
        let all = candidates.map { TextFilter.visible($0.name ?? $0.text, allowing: []) }
        let cell = min((all.map(DisplayWidth.columns(of:)).max() ?? 0) + 2, max(1, width))
        let count = max(1, width / cell)
        let shown = Array(all.prefix(count * (limit - 1)))
        let rows = (shown.count + count - 1) / count
        var output = ""
        for row in 0..<rows {
            var line = ""
            // Down the columns first, as `ls` lists.
            for index in stride(from: row, to: shown.count, by: rows) {
                line += DisplayWidth.pad(DisplayWidth.truncate(shown[index], to: cell - 2), to: cell)
            }
            output += line.trimmingTrailingSpaces + "\n"
        }
        return output + rest(all.count - shown.count + omitted)
    }

    private static func rest(_ count: Int) -> String {
        count > 0 ? "… and \(count) more\n" : ""
    }
}

extension String {
    /// Without the spaces at its end.
    var trimmingTrailingSpaces: String {
        var text = Substring(self)
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
