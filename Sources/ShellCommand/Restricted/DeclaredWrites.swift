import APIClient
import ManagementAPI
import ScriptRuntime

/// Which changes may be sent: what the running script declares, and of that what `--allow-writes` leaves.
///
/// What a script declares holds for what it leaves behind, too: while the results of the code that ran it are printed and its
/// error is told, and for what runs when the state is closed.
final class DeclaredWrites {
    /// What a script declares.
    private struct Declaration: Equatable {
        let file: String
        let writes: WriteNames
    }

    /// Only what is declared may be sent; else a script that declares nothing at all may send everything.
    private let isRestricted: Bool
    /// What the command line allows, whatever a script declares; nil for everything.
    private let allowed: WriteNames?
    private var declaration: Declaration?
    /// Of the scripts that ended in the code that runs, or ran last.
    private var ended: [Declaration] = []
    /// Of all scripts so far.
    private var all: [Declaration] = []
    private var isCodeRunning = false
    private var isClosing = false
    /// Whether a finalizer runs.
    var isFinalizing: () -> Bool = { false }
    /// Told of refusals that the code cannot hear.
    var tell: (String) -> Void = { _ in }
    /// Whether there was one.
    private(set) var hasTold = false

    init(isRestricted: Bool, allowed: WriteNames? = nil) {
        self.isRestricted = isRestricted
        self.allowed = allowed
    }

    /// Refuses what is not declared or not allowed.
    var gate: Gate {
        Gate(.declaredWrites) { [self] request in
            let refusal = refusal(of: request)
            if let refusal, isClosing || isFinalizing() {
                hasTold = true
                tell("refused: \(refusal) (\(isFinalizing() ? "in a finalizer" : "at the end"); nothing was sent)")
            }
            return refusal
        }
    }

    /// Why a change may not be sent; nil where it may.
    func refusal(of request: APIRequest) -> String? {
        let name = WriteNames.name(of: request)
        let holding = holding
        guard !holding.isEmpty else { return isRestricted ? restricted(name) : refusal(byOption: name) }
        for declaration in holding where !declaration.writes.contains(name) {
            let declared = "\(declaration.file) declares '-- writes: \(declaration.writes)'"
            return isRestricted ? restricted(name) + "; \(declared)" : "\(declared), and \(name) is not among that"
        }
        return refusal(byOption: name)
    }

    /// The declarations that hold at this moment.
    private var holding: [Declaration] {
        // Nothing says whose a finalizer is.
        if isClosing || isFinalizing() { return all }
        if let declaration { return [declaration] }
        return isCodeRunning ? [] : ended
    }

    private func restricted(_ name: String) -> String {
        "restricted: \(name) changes something, and only a script whose header has '-- writes: \(name)' may call it"
    }

    private func refusal(byOption name: String) -> String? {
        guard let allowed, !allowed.contains(name) else { return nil }
        return "--allow-writes \(allowed) does not allow \(name)"
    }

    // MARK: - What runs

    /// Holds code to what a script's header declares, until `end`. While another script runs, that one's declaration holds.
    ///
    /// - Returns: what is wrong with the header, where the script may run all the same: what it declares wrongly allows
    ///   nothing.
    /// - Throws: what is wrong where nothing may be.
    func begin(_ header: ScriptHeader, of file: String) throws(HeaderProblem) -> [HeaderProblem] {
        guard declaration == nil else { return [] }
        let names = header.writes.map(\.name)
        var problems: [HeaderProblem] = []
        for (name, line) in header.writes.map({ ($0.name, $0.line) }) {
            guard let problem = WriteNames.problem(with: name, among: names) else { continue }
            problems.append(HeaderProblem(file: file, line: line, problem: problem))
        }
        for doubt in header.doubts {
            problems.append(
                HeaderProblem(
                    file: file, line: doubt.line,
                    problem: doubt.isTooLate ? .tooLate(doubt.text) : .otherSpelling(doubt.text)))
        }
        if isRestricted, let first = problems.first(where: \.problem.isFatal) { throw first }
        guard header.declaresWrites else { return problems }
        let declaration = Declaration(file: file, writes: WriteNames(names))
        self.declaration = declaration
        if !all.contains(declaration) { all.append(declaration) }
        return problems
    }

    /// No script runs any more.
    func end() {
        if let declaration { ended.append(declaration) }
        declaration = nil
    }

    /// Code begins that is no part of what ran before.
    func codeBegins() {
        isCodeRunning = true
        ended = []
    }

    /// It has ended; what comes of it is still to be told.
    func codeEnded() { isCodeRunning = false }

    /// Everything has ended but what runs when the state is closed.
    func beginClosing() { isClosing = true }

    /// Whoever sat at a prompt has read what was told.
    func forgetTold() { hasTold = false }

    /// Whether a script runs that declares something.
    var isDeclared: Bool { declaration != nil }

    /// What the running script declares, and what of that may be sent, in a line; nil where it declares nothing.
    var notice: String? {
        guard let declaration else { return nil }
        let writes = declaration.writes
        let line = "\(declaration.file) declares that it writes: \(Self.shown(writes))"
        guard let allowed, writes.intersection(allowed) != writes else { return line }
        return "\(line); --allow-writes leaves of it: \(Self.shown(writes.intersection(allowed)))"
    }

    /// What grants most is not to be read over.
    private static func shown(_ writes: WriteNames) -> String {
        writes.contains(WriteNames.request) ? "\(writes) (\(WriteNames.request) is any change)" : "\(writes)"
    }
}
