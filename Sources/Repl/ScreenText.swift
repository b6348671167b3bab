import TextLayout

/// Text for people, broken at its spaces where a screen is too narrow for a line. Pure.
struct ScreenText {
    let width: Int

    /// Lines that go on have the indent of their beginning, and two columns more where it has none.
    func wrapped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard DisplayWidth.columns(of: String(line)) > width else { return String(line) }
            let indent = line.prefix { $0 == " " }
            guard indent.count + 10 < width else { return String(line) }
            let hanging = indent.isEmpty ? "" : String(indent)
            let lines = TextWrap.lines(of: String(line.dropFirst(indent.count)), width: width - indent.count)
            return lines.map { hanging + $0 }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}
