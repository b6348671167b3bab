import Testing

@testable import ScriptRuntime
