import LuaBridge
import Terminal
import TextLayout

extension ReplContext {
    /// The body of a host function: runs the file with the arguments above the first.
    func load(_ path: String, _ thread: LuaThread) throws -> LuaReturn {
        let code: [UInt8]
        do { code = try host.readScript(path) } catch { throw CommandError("\(error)") }
        let count = thread.top - 1
        try thread.reserve(count + 4)
        thread.pushTable(items: count)
        thread.push(path)
        thread.rawSet(0, at: -2)
        for number in stride(from: 1, through: count, by: 1) {
            thread.pushCopy(of: number + 1)
            thread.rawSet(number, at: -2)
        }
        thread.rawSetGlobal("arg")
        try thread.load(code, name: "@\(path)")
        thread.insert(at: 2)
        let end = try host.beginScript(path, code)
        defer { end() }
        try callKeepingTraceback(thread, arguments: count)
        return .values(thread.top - 1)
    }

    /// The same with the script of a name; says which one it is.
    func run(_ name: String, _ thread: LuaThread) throws -> LuaReturn {
        let found: (path: String, announcement: String)
        do { found = try host.script(name, thread) } catch { throw CommandError("\(error)") }
        if !host.isQuiet { console.errVisible("running \(found.announcement)\n") }
        return try load(found.path, thread)
    }

    /// Runs a function again and again.
    func watch(
        _ seconds: Double, _ function: LuaReference, _ thread: LuaThread, title: String
    ) throws -> LuaReturn {
        try Watch(self, interval: WatchArgument.check(seconds), title: title).run(function, on: thread)
        return .nothing
    }

    /// Calls from within a host function; the place of a failure is kept for `.traceback`.
    func callKeepingTraceback(_ thread: LuaThread, arguments: Int) throws(LuaError) {
        do throws(LuaError) {
            try thread.call(arguments: arguments, results: nil, traceback: true)
        } catch {
            evaluator.noteInner(error)
            throw error
        }
    }

    /// Opens an entry in the editor; what was saved becomes the next entry.
    func edit(_ number: Int?) throws(CommandError) {
        try refuseRestricted("edit")
        guard console.isTerminal(.input), console.isTerminal(.output) else {
            throw CommandError("the editor needs a terminal")
        }
        let text = try editedText(number)
        let file = try TextFile.temporary(text, in: host.temporaryFolder)
        defer { file.remove() }
        let status: Int32
        do { status = try host.runEditor(file.path) } catch { throw CommandError("\(error)") }
        guard status == 0 else { return talk("the editor ended with \(status); nothing was run", .dim) }
        guard let saved = console.text(of: try file.bytes()) else {
            throw CommandError("the file is no UTF-8; nothing was run")
        }
        guard !saved.trimmedBlanks.isEmpty else { return talk("the file was empty; nothing was run", .dim) }
        // Who leaves an editor without saving has changed his mind: what the entry did must not be done once more.
        guard saved.trimmedNewlines != text.trimmedNewlines else {
            return talk("the file was not changed; nothing was run", .dim)
        }
        nextEntry = saved
    }

    /// The last entry that is Lua, or the one of that number.
    private func editedText(_ number: Int?) throws(CommandError) -> String {
        guard let number = number ?? transcript.lastCode else { return "" }
        guard let entry = transcript[number] else {
            throw CommandError("there is no entry \(number); .history shows the numbers")
        }
        // The text would say the same and mean something else. One that failed has its `_` still.
        if entry.isCode, entry.resultsBefore != evaluator.resultChanges,
            momentaryUse.usesResults(LuaEntry(entry.text, compiles: compiles))
        {
            throw CommandError("entry \(number) uses _, which holds something else by now; give the value a name first")
        }
        return entry.text
    }

    func historyCount(_ given: Int?) throws(CommandError) -> Int {
        let count = given ?? 20
        guard count >= 1 else { throw CommandError("\(count) is no number of entries") }
        return count
    }

    /// The last entries; further lines of one stand under its first.
    func showHistory(_ count: Int) {
        let entries = transcript.last(count)
        let width = max(4, String(transcript.nextNumber).count)
        var text = ""
        for entry in entries {
            let lines = entry.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (offset, line) in lines.enumerated() {
                let number = offset == 0 ? entry.number.map(String.init) ?? "" : ""
                text +=
                    DisplayWidth.pad(number, to: width, alignRight: true) + "  "
                    + TextFilter.visible(String(line), allowing: [.tab]) + "\n"
            }
        }
        console.err(text.isEmpty ? "there are no entries yet\n" : text)
    }
}
