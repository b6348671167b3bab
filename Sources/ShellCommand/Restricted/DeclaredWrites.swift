import APIClient
import ManagementAPI
import ScriptRuntime

/// Which changes may be sent: what the running script declares, and of that what `--allow-writes` leaves.
final class DeclaredWrites {
    /// What a script declares.
    private struct Declaration {
        let file: String
        let writes: WriteNames
    }

    /// Only what is declared may be sent; else a script that declares nothing at all may send everything.
    private let isRestricted: Bool
    /// What the command line allows, whatever a script declares; nil for everything.
    private let allowed: WriteNames?
    private var declaration: Declaration?

    init(isRestricted: Bool, allowed: WriteNames? = nil) {
        self.isRestricted = isRestricted
        self.allowed = allowed
    }

    /// Refuses what is not declared or not allowed.
    var gate: Gate { Gate(.declaredWrites) { [self] in refusal(of: $0) } }

    /// Why a change may not be sent; nil where it may.
    func refusal(of request: APIRequest) -> String? {
        let name = WriteNames.name(of: request)
        if let declaration {
            guard !declaration.writes.contains(name) else { return refusal(byOption: name) }
            let declared = "\(declaration.file) declares '-- writes: \(declaration.writes)'"
            return isRestricted ? restricted(name) + "; \(declared)" : "\(declared), and \(name) is not among that"
        }
        return isRestricted ? restricted(name) : refusal(byOption: name)
    }

    private func restricted(_ name: String) -> String {
        "restricted: \(name) changes something, and only a script whose header has '-- writes: \(name)' may call it"
    }

    private func refusal(byOption name: String) -> String? {
        guard let allowed, !allowed.contains(name) else { return nil }
        return "--allow-writes \(allowed) does not allow \(name)"
    }

    /// Holds code to what a script's header declares, until `end`. While another script runs, that one's declaration holds.
    ///
    /// - Returns: what is wrong with the header, where the script may run all the same: what it declares wrongly allows
    ///   nothing.
    /// - Throws: what is wrong where nothing may be.
    func begin(_ header: ScriptHeader, of file: String) throws(HeaderProblem) -> [HeaderProblem] {
        guard declaration == nil, header.declaresWrites else { return [] }
        let names = header.writes.map(\.name)
        var problems: [HeaderProblem] = []
        for (name, line) in header.writes.map({ ($0.name, $0.line) }) {
            guard let problem = WriteNames.problem(with: name, among: names) else { continue }
            problems.append(HeaderProblem(file: file, line: line, problem: problem))
        }
        if isRestricted, let first = problems.first { throw first }
        declaration = Declaration(file: file, writes: WriteNames(names))
        return problems
    }

    /// No script runs any more.
    func end() {
        declaration = nil
    }

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
