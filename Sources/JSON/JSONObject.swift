/// The members of a JSON object, in the order in which their keys first appeared.
///
/// Of a repeated key the last value counts and the first place is kept. Two objects are equal when they have the same
/// members, in whatever order.
public struct JSONObject: Sendable {
    /// A key with its value.
    public typealias Member = (key: String, value: JSONValue)

    private var members: [Member] = []

    /// Key to place in `members`; built only for objects too large to search one by one, so that small ones stay
    /// cheap and a hostile text with very many keys costs no quadratic time. Invariant: nil, or complete.
    private var places: [ExactKey: Int]?

    private static let largestSearched = 16

    /// An object without members.
    public init() {}

    /// The members of `pairs`, as if each were set in turn.
    public init(_ pairs: some Sequence<(String, JSONValue)>) {
        for (key, value) in pairs { self[key] = value }
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys in order.
    public var keys: [String] { members.map(\.key) }

    /// The values in order.
    public var values: [JSONValue] { members.map(\.value) }

    /// The value of `key`. Setting replaces in place or appends; setting nil removes.
    public subscript(key: String) -> JSONValue? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    mutating func reserveCapacity(_ count: Int) {
        members.reserveCapacity(count)
    }

    private func place(of key: String) -> Int? {
        if let places { return places[ExactKey(text: key)] }
        return members.firstIndex { ExactKey.areEqual($0.key, key) }
    }

    private mutating func append(_ key: String, _ value: JSONValue) {
        members.append((key, value))
        if places != nil {
            places?[ExactKey(text: key)] = members.count - 1
        } else if members.count > Self.largestSearched {
            index()
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        places = nil
        if members.count > Self.largestSearched { index() }
    }

    private mutating func index() {
        var index: [ExactKey: Int] = [:]
        index.reserveCapacity(members.count)
        for (place, member) in members.enumerated() { index[ExactKey(text: member.key)] = place }
        places = index
    }
}

/// A key that equals only keys of the same code points, where a Swift string equals every canonical equivalent.
private struct ExactKey: Hashable {
    let text: String

    static func areEqual(_ left: String, _ right: String) -> Bool {
        // Strings of the same bytes are equal as strings, too: the cheap test comes first.
        left == right && left.utf8.elementsEqual(right.utf8)
    }

    static func == (left: ExactKey, right: ExactKey) -> Bool { areEqual(left.text, right.text) }

    /// Canonical equivalents share a hash; the comparison tells them apart.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension JSONObject: Sequence {
    /// Goes over the members in order.
    public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: Hashable {
    /// As order does not count, neither does it here.
    public func hash(into hasher: inout Hasher) {
        var keys = 0
        for member in members { keys ^= member.key.hashValue }
        hasher.combine(count)
        hasher.combine(keys)
    }

    /// Whether both have the same members; order does not count.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        // Mostly the order is the same, and then no key is looked for.
        return zip(left.members, right.members).allSatisfy { mine, other in
            (ExactKey.areEqual(mine.key, other.key) ? other.value : right[mine.key]) == mine.value
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The members in the written order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
