/// The values of `--output` and `.output`.
public enum OutputFormat: String, Sendable, CaseIterable {
    /// Tables, cards and readable Lua for people.
    case table
    /// One JSON value for each result.
    case json
    /// One JSON value a line: the items of a list, else the value.
    case jsonl
    /// Comma-separated values with a header.
    case csv
    /// A Lua literal that reads back the same.
    case lua
}
