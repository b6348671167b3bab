// ScriptRuntime
