import APIClient
import Changes
import JSON
import ManagementAPI
import ScriptRuntime

/// Reads what is there now for every line, and says how each stands to it. Nothing is written.
final class LineCheck: BackgroundWork {
    /// How the lines stand, in their order; nil for one that was not read.
    private(set) var verdicts: [ChangeLine.Verdict?]
    /// What kept lines from being read: the first error.
    private(set) var failure: APIError?

    /// Lines that are read at a time.
    private static let concurrency = 64

    private let lines: [ChangeLine]
    private let catalogue: Catalogue
    private let reader: LineReader
    private var next = 0
    private var left: Int
    private var signal: () -> Void = {}

    init(_ lines: [ChangeLine], client: Client, catalogue: Catalogue) {
        self.lines = lines
        self.catalogue = catalogue
        reader = LineReader(client: client, catalogue: catalogue)
        verdicts = lines.map { _ in nil }
        left = lines.count
    }

    var isDone: Bool { left == 0 }

    func begin(signal: @escaping () -> Void) {
        self.signal = signal
        if left == 0 { return signal() }
        for _ in 0..<min(Self.concurrency, lines.count) { readNext() }
    }

    private func readNext() {
        guard next < lines.count else { return }
        let place = next
        next += 1
        let line = lines[place]
        reader.read(line) { [self] result in
            switch result {
            case .success(let documents): verdicts[place] = line.judge(in: catalogue) { documents[$0] }
            case .failure(let error): failure = failure ?? error
            }
            left -= 1
            // A target that does not answer, or a key that is refused, answers the same for all.
            if failure != nil {
                left -= lines.count - next
                next = lines.count
            }
            readNext()
            if left == 0 { signal() }
        }
    }

    func cancel(_ extent: Cancellation) {
        left -= lines.count - next
        next = lines.count
        reader.cancel(extent)
        if left == 0 { signal() }
    }
}
