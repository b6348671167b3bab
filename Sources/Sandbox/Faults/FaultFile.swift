/// What a faults file says: rules in order, and the seed of their chance.
///
/// One JSON object a line; lines that are empty or begin with `#` say nothing. `docs/SANDBOX.md` has the fields.
public struct FaultFile: Sendable, Equatable {
    /// The rules in the order of the file.
    public var rules: [FaultRule]
    /// Where chance begins.
    public var seed: UInt64

    /// Rules that were not read from a file.
    public init(rules: [FaultRule], seed: UInt64 = 1) {
        self.rules = rules
        self.seed = seed
    }

    /// Reads the text of a file.
    public init(parsing text: [UInt8]) throws(FaultFileError) {
        var rules: [FaultRule] = []
        var seed: UInt64?
        for (index, bytes) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let first = bytes.first(where: { ![0x20, 0x09, 0x0D].contains($0) }), first != 0x23 else { continue }
            do throws(FaultFileError.Reason) {
                let line = try FaultLine(parsing: Array(bytes))
                if let given = try line.seed() {
                    guard seed == nil else { throw .misplacedSeed }
                    seed = given
                } else {
                    rules.append(try line.rule())
                }
            } catch {
                throw FaultFileError(line: index + 1, reason: error)
            }
        }
        self.init(rules: rules, seed: seed ?? 1)
    }
}
