/// The colour of a profile's prompt.
public enum PromptColour: String, Sendable, CaseIterable {
    case red, green, yellow, blue, magenta, cyan
}
