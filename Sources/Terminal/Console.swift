import CEdit
import Platform

/// The only writer: `out` is data (standard output), `err` is talk (banner, progress, warnings, questions).
///
/// Standard output goes through C stdio's `stdout`, so that it stays in order with Lua's `io.write`. Belongs to the
/// main thread.
public final class Console {
    /// One of the three standard streams.
    public enum Stream: Int32, Sendable, CaseIterable {
        case input = 0, output, error
    }

    private let terminals: Set<Stream>
    private let colours: Set<Stream>
    private let environment: (String) -> String?
    private let fixedSize: (width: Int, height: Int)?
    let captured: CapturedOutput?
    private var transient = TransientLine()
    /// TERM says that the terminal understands no escape sequence.
    public let isDumb: Bool
    /// What the terminal can show, as the locale says.
    public let charset: TerminalCharset
    /// The charset's name as the locale spells it; empty where it names none.
    let charsetName: String

    /// The console of this process. `environment` answers a variable's value or nil (NO_COLOR, TERM, COLUMNS, ...).
    public init(colour: ColourPolicy.Choice = .auto, environment: @escaping (String) -> String?) {
        let terminals = Set(Stream.allCases.filter { isatty($0.rawValue) == 1 })
        self.terminals = terminals
        colours = Set(
            Stream.allCases.filter {
                ColourPolicy.allowsColour(
                    choice: colour, isTerminal: terminals.contains($0), environment: environment)
            })
        self.environment = environment
        isDumb = ColourPolicy.isDumb(environment)
        charset = TerminalCharset(environment: environment)
        charsetName = TerminalCharset.name(environment: environment)
        fixedSize = nil
        captured = nil
    }

    private init(
        captured: CapturedOutput, terminals: Set<Stream>, colour: Bool, width: Int, height: Int,
        charset: TerminalCharset
    ) {
        self.captured = captured
        self.terminals = terminals
        colours = colour ? Set(Stream.allCases) : []
        environment = { _ in nil }
        isDumb = false
        self.charset = charset
        charsetName = charset == .other ? "ISO-8859-1" : ""
        fixedSize = (width, height)
    }

    /// A console that keeps what is written, for tests; a terminal of the given size or three pipes.
    public static func test(
        isTerminal: Bool = false, colour: Bool = false, width: Int = 80, height: Int = 24,
        charset: TerminalCharset = .utf8
    ) -> (console: Console, captured: CapturedOutput) {
        let captured = CapturedOutput()
        let terminals: Set<Stream> = isTerminal ? Set(Stream.allCases) : []
        let console = Console(
            captured: captured, terminals: terminals, colour: colour, width: width, height: height, charset: charset)
        return (console, captured)
    }

    /// Whether the stream is a terminal rather than a file or pipe.
    public func isTerminal(_ stream: Stream) -> Bool { terminals.contains(stream) }

    /// Whether colour sequences may be written to the stream.
    public func usesColour(_ stream: Stream) -> Bool { colours.contains(stream) }

    /// What views may draw with.
    public var glyphs: Glyphs { charset == .utf8 ? .unicode : .ascii }

    /// Columns: COLUMNS, else the terminal's present width, else 80.
    public var width: Int {
        if let fixedSize { return fixedSize.width }
        if let columns = environment("COLUMNS").flatMap(Int.init), columns > 0 { return columns }
        return measured?.width ?? 80
    }

    /// Rows of the terminal at present, else 24.
    public var height: Int {
        if let fixedSize { return fixedSize.height }
        if let lines = environment("LINES").flatMap(Int.init), lines > 0 { return lines }
        return measured.map(\.height).flatMap { $0 > 0 ? $0 : nil } ?? 24
    }

    private var measured: (width: Int, height: Int)? {
        for stream in [Stream.output, .error, .input] where terminals.contains(stream) {
            var columns: Int32 = 0
            var rows: Int32 = 0
            if cedit_window(stream.rawValue, &columns, &rows) == 0 { return (Int(columns), Int(rows)) }
        }
        return nil
    }

    // MARK: - A line that stands for a moment

    /// Whether lines can be shown for a moment: standard error is a terminal that can erase them.
    public var canShowTransient: Bool { isTerminal(.error) && !isDumb }

    /// Shows a line on standard error that goes before anything else is written; a new one takes the place of the old
    /// one. It must fit the width, and is left out while the cursor stands within a line.
    public func show(transient line: String) {
        guard canShowTransient, let text = transient.show(line) else { return }
        talk(text)
    }

    /// Makes the line go: when what it tells is over, and before others write to the terminal.
    public func eraseTransient() {
        if let text = transient.erase() { talk(text) }
    }

    /// Others wrote to the terminal, and their text ended a line or did not.
    public func noteOutput(endsLine: Bool) { transient.isAtLineStart = endsLine }

    // MARK: - Writing

    /// Writes bytes to standard output as they are. Text of others must have gone through `TextFilter` for a terminal.
    public func out(_ bytes: UnsafeRawBufferPointer) throws(ConsoleError) {
        if isTerminal(.output) {
            eraseTransient()
            transient.wrote(last: bytes.last)
        }
        if let captured {
            if let failure = captured.outFailure { throw failure }
            captured.out.append(contentsOf: bytes)
        } else if let base = bytes.baseAddress, bytes.count > 0 {
            try Self.check(cedit_out_write(base, bytes.count))
        }
    }

    /// Writes bytes to standard output as they are.
    public func out(_ bytes: [UInt8]) throws(ConsoleError) {
        let failure = bytes.withUnsafeBytes { buffer -> ConsoleError? in
            do throws(ConsoleError) {
                try out(buffer)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Writes text to standard output as it is.
    public func out(_ text: String) throws(ConsoleError) {
        try out(Array(text.utf8))
    }

    /// Writes text of scripts and servers to standard output: filtered on a terminal, byte-exact otherwise.
    public func outVisible(_ bytes: UnsafeRawBufferPointer) throws(ConsoleError) {
        guard isTerminal(.output) else { return try out(bytes) }
        try out(TextFilter.visible(bytes, allowing: [.tab, .newline], charset: charset))
    }

    /// Writes text to standard error as it is, after what standard output still holds. A failure is nobody's business.
    public func err(_ text: String) {
        if isTerminal(.error) {
            eraseTransient()
            transient.wrote(last: text.utf8.last)
        }
        talk(text)
    }

    private func talk(_ text: String) {
        if let captured {
            captured.err.append(contentsOf: text.utf8)
            return
        }
        _ = cedit_out_flush()
        var text = text
        text.withUTF8 { bytes in
            if let base = bytes.baseAddress { _ = cedit_err_write(base, bytes.count) }
        }
    }

    /// Writes text of scripts and servers to standard error: filtered on a terminal, as it is otherwise.
    public func errVisible(_ text: String) {
        err(isTerminal(.error) ? TextFilter.visible(text, allowing: [.tab, .newline], charset: charset) : text)
    }

    /// Hands what was written to the system: before a wait, a child process, and at the end.
    public func flush() throws(ConsoleError) {
        if let captured {
            if let failure = captured.outFailure { throw failure }
        } else {
            try Self.check(cedit_out_flush())
        }
    }

    /// Hands each line of standard output to the system as it is ended, from now on.
    public func showEachLine() {
        if captured == nil { cedit_out_show_each_line() }
    }

    /// Throws away what standard output still holds, where nobody takes it.
    public func dropOutput() {
        if captured == nil { cedit_out_drop() }
    }

    /// Whether a write to standard output failed that others made, such as Lua's `io.write`; forgotten then.
    public func takeFailureOfOthers() -> Bool { captured == nil && cedit_out_failed() != 0 }

    private static func check(_ number: Int32) throws(ConsoleError) {
        if number == EPIPE { throw .closed }
        if number == ETIMEDOUT { throw .blocked }
        if number != 0 { throw .failed(errno: number) }
    }
}
