import LuaBridge
import Printing
import Repl
import ScriptRuntime
import Terminal

extension ShellSession {
    /// Runs the pieces of the command line up to the first that fails.
    func runScripts(_ run: LuaRun) -> Ending {
        for preliminary in run.preliminaries {
            let ending =
                switch preliminary {
                case .execute(let code): execute(code)
                case .require(let module): require(module)
                }
            guard ending == .ended(.done) else { return ending }
        }
        switch run.script {
        case .none: return .ended(.done)
        case .standardInput:
            return runFile(name: "=stdin", run) { try ScriptFile.readStandardInput(memory: state.memory) }
        case .file(let path):
            let name = String(decoding: path, as: UTF8.self)
            return runFile(name: "@\(name)", run) { try ScriptFile.read(path, name, memory: state.memory) }
        }
    }

    /// `-e`: an expression prints its values, anything else is run.
    private func execute(_ code: [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            let name = "=(command line)"
            do throws(LuaError) {
                try lua.load(Array("return ".utf8) + code, name: name)
            } catch {
                try lua.load(code, name: name)
            }
            try evaluate(lua, arguments: 0)
            removeFiles(from: lua)
            try context.evaluator.printer.print(lua, count: lua.top, to: console)
        }
    }

    /// `io.write` answers its file, which nobody asked to see, and which has no JSON text.
    private func removeFiles(from lua: LuaThread) {
        for index in stride(from: lua.top, to: 0, by: -1)
        where lua.type(at: index) == .userdata && lua.pushMetafield("__name", of: index) {
            let isFile = lua.string(at: -1) == "FILE*"
            lua.pop()
            if isFile { lua.remove(at: index) }
        }
    }

    private func require(_ module: [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            lua.rawGetGlobal("require")
            lua.push(bytes: module)
            try evaluate(lua, arguments: 1)
            // As stock lua does, the module becomes a global of its name.
            lua.setTop(1)
            lua.rawSetGlobal(String(decoding: module, as: UTF8.self))
        }
    }

    private func runFile(name: String, _ run: LuaRun, _ read: () throws -> [UInt8]) -> Ending {
        let lua = state.main
        return ending {
            let file = try read()
            let end = try beginScript(ScriptHeader(of: file), name)
            defer { end() }
            if settings.isRestricted, !settings.isQuiet, let notice = declaredWrites.notice {
                console.errVisible("ampsh: \(notice)\n")
            }
            try lua.load(ScriptText.code(of: file), name: name)
            try lua.reserve(run.scriptArguments.count + 1)
            for argument in run.scriptArguments { lua.push(bytes: argument) }
            try evaluate(lua, arguments: run.scriptArguments.count)
        }
    }

    /// Holds code to what the header of a script declares that is loaded under `name`. Where the code is not trusted, only
    /// a file declares anything.
    ///
    /// - Returns: to be called when the script has ended.
    func beginScript(_ header: ScriptHeader, _ name: String) throws(HeaderProblem) -> () -> Void {
        scriptHeaders.note(header, of: name)
        guard !declaredWrites.isDeclared, !settings.isRestricted || name.hasPrefix("@") else { return {} }
        for problem in try declaredWrites.begin(header, of: String(name.dropFirst())) {
            console.errVisible("ampsh: \(problem)\n")
        }
        return { [declaredWrites] in declaredWrites.end() }
    }

    /// Lua's `arg`.
    func setArguments(_ run: LuaRun) {
        let lua = state.main
        lua.pushTable(items: run.words.count)
        for (offset, word) in run.words.enumerated() {
            lua.push(bytes: word)
            lua.rawSet(run.firstIndex + offset, at: -2)
        }
        lua.rawSetGlobal("arg")
    }
}
