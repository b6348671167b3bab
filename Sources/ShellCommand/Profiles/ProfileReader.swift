import ManagementAPI
import TOMLKit

/// Reads one table of the config file as a profile.
struct ProfileReader {
    let name: String
    let table: TOMLTable
    /// The names of the table, from the outermost.
    let path: [String]
    let places: TOMLPlaces

    init(_ name: String, _ table: TOMLTable, _ path: [String], _ places: TOMLPlaces) {
        self.name = name
        self.table = table
        self.path = path
        self.places = places
    }

    func profile() throws(ProfileFileError) -> Profile {
        guard !name.isEmpty else { throw error(.emptyName, at: nil) }
        var profile = Profile(name: name)
        var keyField: ProfileField?
        // In the order of the fields, so that of several mistakes always the same one is told.
        for unknown in table.keys.sorted() where ProfileField(rawValue: unknown) == nil {
            let names = ProfileField.allCases.map(\.rawValue)
            throw error(
                .unknownField(unknown, nearest: Spelling.nearest(to: unknown, among: names)), at: unknown)
        }
        for field in ProfileField.allCases {
            guard let value = table[field.rawValue] else { continue }
            switch field {
            case .url:
                profile.url = try text(value, field)
            case .keyEnvironment, .keyFile, .keyCommand:
                let source = try keySource(value, field)
                if let first = keyField { throw error(.twoKeys(first.rawValue, field.rawValue), at: field.rawValue) }
                keyField = field
                profile.key = source
            case .generation:
                profile.generation = try choice(value, field, of: Generation.self)
            case .region:
                profile.region = try choice(value, field, of: Generation.Region.self)
            case .isProtected:
                guard let truth = value.bool else { throw wrongType(field, "true or false", value) }
                profile.isProtected = truth
            case .rate:
                profile.rate = try rate(value, field)
            case .maxChanges:
                guard let count = value.int else { throw wrongType(field, "a whole number", value) }
                guard count > 0 else { throw error(.badCount("\(count)"), at: field.rawValue) }
                profile.maxChanges = count
            case .colour:
                profile.colour = try choice(value, field, of: PromptColour.self)
            }
        }
        return profile
    }

    private func keySource(
        _ value: any TOMLValueConvertible, _ field: ProfileField
    ) throws(ProfileFileError) -> KeySource {
        switch field {
        case .keyEnvironment: return .variable(try text(value, field))
        case .keyFile: return .file(try text(value, field))
        default: break
        }
        guard let array = value.array else {
            guard value.string != nil else { throw wrongType(field, "a string or an array of strings", value) }
            return .command(.shell(try text(value, field)))
        }
        var words: [String] = []
        for element in array {
            guard let word = element.string else { throw wrongType(field, "a string or an array of strings", element) }
            words.append(word)
        }
        guard words.first?.isEmpty == false else { throw error(.emptyField(field.rawValue), at: field.rawValue) }
        return .command(.program(words))
    }

    private func text(_ value: any TOMLValueConvertible, _ field: ProfileField) throws(ProfileFileError) -> String {
        guard let text = value.string else { throw wrongType(field, "a string", value) }
        guard !text.isEmpty else { throw error(.emptyField(field.rawValue), at: field.rawValue) }
        return text
    }

    private func rate(_ value: any TOMLValueConvertible, _ field: ProfileField) throws(ProfileFileError) -> Double {
        guard let rate = value.double ?? value.int.map(Double.init) else { throw wrongType(field, "a number", value) }
        guard (0.001...100_000).contains(rate) else { throw error(.badRate("\(rate)"), at: field.rawValue) }
        return rate
    }

    private func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ value: any TOMLValueConvertible, _ field: ProfileField, of type: Choice.Type
    ) throws(ProfileFileError) -> Choice {
        let text = try text(value, field)
        guard let choice = Choice(rawValue: text) else {
            let choices = Choice.allCases.map(\.rawValue)
            throw error(
                .badChoice(
                    field: field.rawValue, value: text, choices: choices,
                    nearest: Spelling.nearest(to: text, among: choices)),
                at: field.rawValue)
        }
        return choice
    }

    private func wrongType(
        _ field: ProfileField, _ expected: String, _ value: any TOMLValueConvertible
    ) -> ProfileFileError {
        let found = value.type.description
        let article = "aeio".contains(found.first ?? "x") ? "an" : "a"
        return error(
            .wrongType(field: field.rawValue, expected: expected, found: "\(article) \(found)"), at: field.rawValue)
    }

    private func error(_ problem: ProfileFileError.Problem, at field: String?) -> ProfileFileError {
        Self.error(problem, name, places.place(of: field, in: path))
    }

    static func error(
        _ problem: ProfileFileError.Problem, _ profile: String?, _ place: TOMLPlaces.Place?
    ) -> ProfileFileError {
        ProfileFileError(profile: profile, problem: problem, line: place?.line, column: place?.column)
    }
}
