/// The keys that stood in the environment. They are taken out of it when the ring is made or asked to take more.
struct Keyring {
    private var keys: [String: [UInt8]?] = [:]

    init() {}

    /// Takes each variable out of the environment; one that was taken before is left as it was found then.
    mutating func take(_ variables: some Sequence<String>, by take: (String) -> [UInt8]? = EnvironmentKey.take) {
        for variable in variables where keys[variable] == nil { keys[variable] = .some(take(variable)) }
    }

    /// The bytes of a key; nil when its variable was not set.
    func key(in variable: String) -> [UInt8]? { keys[variable] ?? nil }

    /// Every key, whether anything uses it or not.
    var all: [[UInt8]] { keys.values.compactMap { $0 }.filter { !$0.isEmpty } }

    /// What each variable was: all that settings need to know.
    var states: [String: KeyState] {
        keys.mapValues { key in key.map { $0.isEmpty ? .empty : .present } ?? .absent }
    }
}

extension Keyring: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names of the variables, never a key.
    var description: String { "Keyring(\(keys.keys.sorted().joined(separator: ", ")))" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
