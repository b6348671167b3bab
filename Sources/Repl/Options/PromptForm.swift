import LuaBridge

/// What the prompt says.
enum PromptForm {
    /// Where one is.
    case standard
    /// A text of the user's.
    case text(String)
    /// What a Lua function of the user's answers, each time.
    case function(LuaReference)
}
