/// The colour of a profile's prompt.
enum PromptColour: String, Sendable, CaseIterable {
    case red, green, yellow, blue, magenta, cyan
}
