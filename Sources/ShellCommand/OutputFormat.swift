/// How results are printed.
public enum OutputFormat: String, Sendable, CaseIterable {
    case table, json, jsonl, csv, lua
}
