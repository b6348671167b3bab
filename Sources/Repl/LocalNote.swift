/// The note that stock Lua gives (from 5.5 on) to those who meet it first: a `local` dies with its line.
enum LocalNote {
    static let text = "note: a local does not survive its line at the prompt; leave out `local` to keep the value"

    /// Whether a line does nothing but declare locals.
    static func applies(to entry: String) -> Bool {
        let text = entry.trimmedBlanks
        return text.hasPrefix("local ") && !text.contains(";") && !text.contains("\n")
    }
}
