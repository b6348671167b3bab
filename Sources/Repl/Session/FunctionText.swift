import LuaBridge

/// The source of a Lua function: from its file, from the entries of the session, or from the text that was loaded.
struct FunctionText {
    /// The chunk name of an entry, as `load` wants it.
    static func chunkName(_ number: Int) -> String { "=stdin#\(number)" }

    let transcript: Transcript
    let readFile: (String) throws -> [UInt8]

    /// The text of the value at `index` with a first line that says where it is from, or why there is none.
    /// Stack: [-0, +0, m]
    func text(at index: Int, of thread: LuaThread, name: String) -> String {
        thread.balanced {
            guard thread.type(at: index) == .function else {
                return "\(name) is no function; it is a \(thread.type(at: index).name)"
            }
            guard let source = thread.functionSource(at: index) else { return "\(name) is built in" }
            let whole: String
            let place: String
            switch source.chunk.first {
            case "@":
                place = String(source.chunk.dropFirst())
                do { whole = String(decoding: try readFile(place), as: UTF8.self) } catch { return "\(error)" }
            case "=":
                guard let number = Self.number(of: source.chunk), let entry = transcript[number] else {
                    return "\(name) was written on \(source.chunk.dropFirst()), whose text is not kept"
                }
                place = "entry \(number)"
                whole = entry.text
            default:
                place = "a text that was loaded"
                whole = source.chunk
            }
            let lines = whole.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
            let first = max(1, source.first)
            let last = min(source.last > 0 ? source.last : lines.count, lines.count)
            guard first <= last else { return "\(place) has no line \(first) any more" }
            let range = lines.count == 1 ? "" : first == last ? ", line \(first)" : ", lines \(first) to \(last)"
            return "-- \(place)\(range)\n" + lines[first - 1..<last].joined(separator: "\n")
        }
    }

    /// The lines of comment directly above the function at `index`, without their dashes; nil where there are none.
    /// Stack: [-0, +0, m]
    func comment(at index: Int, of thread: LuaThread) -> String? {
        thread.balanced {
            guard let source = thread.functionSource(at: index), let whole = wholeText(source.chunk) else { return nil }
            let lines = whole.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
                .prefix(max(0, source.first - 1))
            let comment = lines.reversed().prefix { $0.drop { $0 == " " || $0 == "\t" }.hasPrefix("--") }.reversed()
            guard !comment.isEmpty else { return nil }
            return comment.map { line in
                let text = line.drop { $0 == " " || $0 == "\t" }.drop { $0 == "-" }
                return String(text.first == " " ? text.dropFirst() : text)
            }.joined(separator: "\n")
        }
    }

    private func wholeText(_ chunk: String) -> String? {
        switch chunk.first {
        case "@": (try? readFile(String(chunk.dropFirst()))).map { String(decoding: $0, as: UTF8.self) }
        case "=": Self.number(of: chunk).flatMap { transcript[$0]?.text }
        default: chunk
        }
    }

    private static func number(of chunk: String) -> Int? {
        let mark = "=stdin#"
        return chunk.hasPrefix(mark) ? Int(chunk.dropFirst(mark.count)) : nil
    }
}
