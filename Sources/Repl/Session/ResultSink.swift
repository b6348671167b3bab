import LuaBridge
import Printing

/// The file that results go to, one after the other.
final class ResultSink {
    let path: String
    let format: OutputFormat
    private let file: TextFile
    /// How many results went there.
    private(set) var count = 0

    /// Begins a new file, or goes on with one that is there.
    init(
        path: String, file: TextFile, format: OutputFormat, appends: Bool, overwrites: Bool
    ) throws(CommandError) {
        self.path = path
        self.file = file
        self.format = format
        if appends { try file.append([]) } else { try file.create([], overwrites: overwrites, force: ".output!") }
    }

    func take(_ thread: LuaThread, _ index: Int, _ printer: ValuePrinter) throws {
        try file.append(printer.data(thread, at: index, format: format))
        count += 1
    }
}
