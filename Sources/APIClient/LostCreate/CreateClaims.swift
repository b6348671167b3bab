/// Keeps two calls of one machine from taking one object for their own: a right for each name that something is made by,
/// and marks that last.
///
/// A service that refuses a name that is taken makes no two of it. But what a lost create finds in the list may be what
/// another call made a moment ago, equal to the last field: only who knows of both can tell.
public protocol CreateClaims: AnyObject {
    /// The right to make what `name` names, which is one call's at a time; nil while another call has it.
    func take(_ name: String) throws(StateFileProblem) -> CreateClaim?

    /// Keeps a mark where every call sees it.
    func note(_ mark: String) throws(StateFileProblem)

    /// Whether some call kept this mark.
    func has(_ mark: String) throws(StateFileProblem) -> Bool
}

/// The right of one call to make what a name names, until it is released or nobody keeps it.
public final class CreateClaim {
    private var end: (() -> Void)?

    init(end: @escaping () -> Void) {
        self.end = end
    }

    deinit { release() }

    /// Gives it back; does nothing a second time.
    func release() {
        end?()
        end = nil
    }
}

/// For what only this process reaches, such as a sandbox in memory.
public final class MemoryCreateClaims: CreateClaims {
    private var taken: Set<String> = []
    private var marks: Set<String> = []

    /// Nothing is claimed yet.
    public init() {}

    /// The right to the name, where no call has it.
    public func take(_ name: String) -> CreateClaim? {
        guard taken.insert(name).inserted else { return nil }
        return CreateClaim { [weak self] in self?.taken.remove(name) }
    }

    /// Keeps a mark.
    public func note(_ mark: String) { marks.insert(mark) }

    /// Whether a mark was kept.
    public func has(_ mark: String) -> Bool { marks.contains(mark) }
}
