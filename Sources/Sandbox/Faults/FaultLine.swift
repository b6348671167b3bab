import JSON
import ManagementAPI

/// One line of a faults file, read field by field.
struct FaultLine {
    typealias Reason = FaultFileError.Reason

    private let fields: JSONObject

    init(parsing text: [UInt8]) throws(Reason) {
        let value: JSONValue
        do throws(JSONError) { value = try JSONValue(parsing: text) } catch {
            throw .notJSON("\(error.kind)", column: error.column)
        }
        guard case .object(let object) = value else { throw .notAnObject }
        fields = object
        for name in fields.keys where FaultField(rawValue: name) == nil {
            throw .unknownField(
                name, nearest: Spelling.nearest(to: name, among: FaultField.allCases.map(\.rawValue)))
        }
    }

    /// The seed, where the line says nothing else.
    func seed() throws(Reason) -> UInt64? {
        guard fields[FaultField.seed.rawValue] != nil else { return nil }
        guard fields.count == 1 else { throw .misplacedSeed }
        return UInt64(try integer(.seed, in: 0...Int.max))
    }

    /// The rule of the line.
    func rule() throws(Reason) -> FaultRule {
        guard fields[FaultField.play.rawValue] != nil else { throw .noPlay }
        let play = try choice(.play, of: FaultPlay.self)
        let allowed = FaultField.common + play.fields
        for name in fields.keys where !allowed.contains(where: { $0.rawValue == name }) {
            throw .misplacedField(name, play: play.rawValue, fields: play.fields.map(\.rawValue))
        }
        let times = has(.times) ? try integer(.times, in: 1...Int.max) : nil
        return FaultRule(try fault(play), on: try pattern(), try occasion(), times: times)
    }

    private func fault(_ play: FaultPlay) throws(Reason) -> Fault {
        switch play {
        case .delay: return Fault(.delay(try seconds(of: play)), applies: true)
        case .status:
            guard has(.status) else { throw .missingField(FaultField.status.rawValue, play: play.rawValue) }
            let status = try integer(.status, in: 200...599)
            return Fault(
                .status(status, retryAfter: try retryAfter(), body: has(.body) ? try text(.body) : nil),
                applies: try applies(orElse: false))
        case .refuse: return Fault(.refuse(try seconds(of: play, orElse: .seconds(1))), applies: true)
        case .reset:
            let point = has(.at) ? try choice(.at, of: ResetPoint.self) : .beforeApplying
            return Fault(.reset(read: point != .beforeReading), applies: point == .afterApplying)
        case .cut:
            let part = has(.in) ? try choice(.in, of: Fault.Part.self) : .body
            return Fault(.cut(part, keep: has(.keep) ? try integer(.keep, in: 0...Int.max) : nil), applies: true)
        case .stall: return Fault(.stall, applies: try applies(orElse: false))
        case .drip:
            let bytes = has(.bytes) ? try integer(.bytes, in: 1...Int.max) : 1
            return Fault(.drip(bytes: bytes, pause: try seconds(of: play, orElse: .seconds(1))), applies: true)
        case .html: return Fault(.html, applies: try applies(orElse: false))
        case .half: return Fault(.halfBody, applies: true)
        case .type: return Fault(.contentType(has(.contentType) ? try text(.contentType) : "text/plain"), applies: true)
        case .huge:
            guard has(.bytes) else { throw .missingField(FaultField.bytes.rawValue, play: play.rawValue) }
            return Fault(.hugeBody(try integer(.bytes, in: 1...(1 << 40))), applies: true)
        case .length:
            let difference = has(.by) ? try integer(.by, in: -1_000_000...1_000_000) : 10
            guard difference != 0 else { throw .badValue(field: "by", expected: "a number other than 0", nearest: nil) }
            return Fault(.length(difference), applies: true)
        }
    }

    private enum ResetPoint: String, CaseIterable {
        case beforeReading = "before_reading"
        case beforeApplying = "before_applying"
        case afterApplying = "after_applying"
    }

    private func pattern() throws(Reason) -> FaultPattern {
        guard has(.on) else { return .all }
        let said = try text(.on)
        let words = said.split(separator: " ", omittingEmptySubsequences: false)
        switch said {
        case "all": return .all
        case "reads": return .reads
        case "writes": return .writes
        case let path where path.hasPrefix("/"): return .path(method: nil, segments: Self.segments(path[...]))
        case _ where words.count == 2 && words[1].hasPrefix("/") && HTTPMethod(rawValue: String(words[0])) != nil:
            return .path(method: String(words[0]), segments: Self.segments(words[1]))
        default:
            let names = Catalogue.all.endpoints.map(\.id)
            guard names.contains(said) else {
                throw .badValue(
                    field: "on", expected: "all, reads, writes, the name of a call, or METHOD /path",
                    nearest: Spelling.nearest(to: said, among: ["all", "reads", "writes"] + names))
            }
            return .endpoint(said)
        }
    }

    private static func segments(_ path: Substring) -> [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    }

    private func occasion() throws(Reason) -> FaultRule.Occasion {
        let given = [FaultField.nth, .every, .chance].filter(has)
        guard given.count < 2 else { throw .severalOccasions(given[0].rawValue, given[1].rawValue) }
        switch given.first {
        case .nth:
            let expected = "a whole number from 1, or an array of them"
            let items = fields[FaultField.nth.rawValue].map { $0.arrayValue ?? [$0] } ?? []
            let numbers = items.compactMap { $0.integerValue.flatMap(Int.init(exactly:)) }
            guard !items.isEmpty, numbers.count == items.count, numbers.allSatisfy({ $0 > 0 }) else {
                throw .badValue(field: "nth", expected: expected, nearest: nil)
            }
            return .nth(numbers)
        case .every: return .every(try integer(.every, in: 1...Int.max))
        case .chance:
            guard let chance = fields[FaultField.chance.rawValue]?.numberValue, (0...1).contains(chance) else {
                throw .badValue(field: "chance", expected: "a number from 0 to 1", nearest: nil)
            }
            return .chance(chance)
        default: return .each
        }
    }
}

// MARK: - Values

extension FaultLine {
    private func has(_ field: FaultField) -> Bool { fields[field.rawValue] != nil }

    private func text(_ field: FaultField) throws(Reason) -> String {
        guard let text = fields[field.rawValue]?.stringValue else {
            throw .badValue(field: field.rawValue, expected: "a string", nearest: nil)
        }
        return text
    }

    private func integer(_ field: FaultField, in range: ClosedRange<Int>) throws(Reason) -> Int {
        guard let number = fields[field.rawValue]?.integerValue.flatMap(Int.init(exactly:)), range.contains(number)
        else {
            let bounds =
                range.upperBound == .max ? "from \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw .badValue(field: field.rawValue, expected: "a whole number, \(bounds)", nearest: nil)
        }
        return number
    }

    private func applies(orElse standard: Bool) throws(Reason) -> Bool {
        guard let value = fields[FaultField.applies.rawValue] else { return standard }
        guard let applies = value.boolValue else {
            throw .badValue(field: FaultField.applies.rawValue, expected: "true or false", nearest: nil)
        }
        return applies
    }

    private func seconds(of play: FaultPlay, orElse standard: Duration? = nil) throws(Reason) -> Duration {
        guard let value = fields[FaultField.seconds.rawValue] else {
            guard let standard else { throw .missingField(FaultField.seconds.rawValue, play: play.rawValue) }
            return standard
        }
        guard let seconds = value.numberValue, (0...86_400).contains(seconds) else {
            throw .badValue(
                field: FaultField.seconds.rawValue, expected: "a number of seconds, 0 to 86400", nearest: nil)
        }
        return .microseconds(Int64(seconds * 1_000_000))
    }

    /// A number of seconds, or any text at all: bad spellings are faults too, but none may end the header field.
    private func retryAfter() throws(Reason) -> String? {
        guard let value = fields[FaultField.retryAfter.rawValue] else { return nil }
        if let seconds = value.integerValue { return String(seconds) }
        guard let text = value.stringValue, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw .badValue(
                field: FaultField.retryAfter.rawValue, expected: "seconds, or text without control characters",
                nearest: nil)
        }
        return text
    }

    private func choice<Choice: RawRepresentable & CaseIterable>(
        _ field: FaultField, of type: Choice.Type
    ) throws(Reason) -> Choice where Choice.RawValue == String {
        let said = fields[field.rawValue]?.stringValue
        if let said, let choice = Choice(rawValue: said) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        throw .badValue(
            field: field.rawValue, expected: "one of \(names.joined(separator: ", "))",
            nearest: said.flatMap { Spelling.nearest(to: $0, among: names) })
    }
}
