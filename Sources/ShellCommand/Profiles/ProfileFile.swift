import TOMLKit

/// The profiles of config.toml. Each is a top-level table, `[prod]`; `[profiles.prod]` means the same.
struct ProfileFile: Sendable, Equatable {
    /// In the order of their names.
    let profiles: [Profile]

    init(profiles: [Profile]) { self.profiles = profiles }

    func profile(named name: String) -> Profile? { profiles.first { $0.name == name } }

    /// The variables in which profiles keep their keys.
    var keyVariables: [String] {
        profiles.compactMap { profile in
            guard case .variable(let name)? = profile.key else { return nil }
            return name
        }
    }

    /// Reads the text of a config file.
    init(parsing bytes: [UInt8]) throws(ProfileFileError) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Self.whole(.notUTF8) }
        // TOMLKit passes C strings on, which would end at the NUL and silently lose what follows.
        guard !bytes.contains(0) else { throw Self.whole(.containsNUL) }
        if let trap = TOMLCrashGuard.first(in: bytes) {
            throw ProfileFileError(
                profile: nil, problem: .notTOML(trap.problem), line: trap.place.line, column: trap.place.column)
        }
        let root = try Self.table(of: text)
        let places = TOMLPlaces(text)
        var profiles: [Profile] = []
        for name in root.keys {
            guard let table = root[name]?.table else {
                throw ProfileReader.error(.notAProfile(name), nil, places.place(of: name, in: []))
            }
            if name == Self.group {
                for inner in table.keys {
                    guard let nested = table[inner]?.table else {
                        throw ProfileReader.error(.notAProfile(inner), nil, places.place(of: inner, in: [Self.group]))
                    }
                    profiles.append(try ProfileReader(inner, nested, [Self.group, inner], places).profile())
                }
            } else {
                profiles.append(try ProfileReader(name, table, [name], places).profile())
            }
        }
        profiles.sort { $0.name < $1.name }
        for (first, second) in zip(profiles, profiles.dropFirst()) where first.name == second.name {
            throw ProfileReader.error(.repeatedProfile, first.name, places.place(of: nil, in: [first.name]))
        }
        self.profiles = profiles
    }

    /// The table that may hold profiles as its tables.
    private static let group = "profiles"

    private static func table(of text: String) throws(ProfileFileError) -> TOMLTable {
        do {
            return try TOMLTable(string: text)
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            throw ProfileFileError(
                profile: nil, problem: .notTOML(error.description), line: begin.line, column: begin.column)
        } catch {
            throw whole(.notTOML("\(error)"))
        }
    }

    private static func whole(_ problem: ProfileFileError.Problem) -> ProfileFileError {
        ProfileFileError(profile: nil, problem: problem, line: nil, column: nil)
    }
}
