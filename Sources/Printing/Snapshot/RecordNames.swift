import Platform

/// The names of a record's fields in their order, and which of them are left out where they hold a table.
struct RecordNames {
    private let kind: String?
    let bytes: [[UInt8]]
    let keys: [PrintableValue]
    let isLeftOut: [Bool]

    init(kind: String?, _ bytes: [[UInt8]], leavingOut: Set<[UInt8]>) {
        self.kind = kind
        self.bytes = bytes
        keys = bytes.map { .string($0) }
        isLeftOut = bytes.map(leavingOut.contains)
    }

    /// Whether they are those of a record of that kind with these names.
    func isOf(_ kind: String?, _ names: some Collection<UnsafeRawBufferPointer>) -> Bool {
        kind == self.kind && names.count == bytes.count
            && zip(names, bytes).allSatisfy { name, mine in
                mine.withUnsafeBytes { mine in
                    guard name.count == mine.count, let first = name.baseAddress, let second = mine.baseAddress else {
                        return name.count == mine.count
                    }
                    return memcmp(first, second, mine.count) == 0
                }
            }
    }
}
