public import JSON
public import ManagementAPI

/// One call that writes, as it is kept: what it is about, what it touches, and how it ended.
public struct RecordedChange: Sendable, Hashable {
    /// How a change ended.
    public enum Outcome: String, Sendable, CaseIterable {
        /// It was done.
        case applied
        /// Nothing of it was done.
        case failed
        /// Some of its requests were done and others not.
        case partly
        /// Nobody can tell.
        case unknown
    }

    /// One of the requests of a composed call.
    public struct Step: Sendable, Hashable {
        /// The call that it is.
        public var call: String
        /// What of the object it is about; nil for the whole.
        public var item: String?
        /// How it ended.
        public var outcome: Outcome
        /// What went wrong; nil where nothing did.
        public var message: String?

        /// A request with its end.
        public init(call: String, item: String?, outcome: Outcome, message: String?) {
            self.call = call
            self.item = item
            self.outcome = outcome
            self.message = message
        }
    }

    /// Its place in the run, from 1.
    public var number: Int
    /// What it is about.
    public var object: ChangedObject
    /// The id of the call.
    public var call: String
    /// The generation of the API that it belongs to.
    public var generation: Generation
    /// What its path names, decoded.
    public var path: [String: String]
    /// The members of its body.
    public var body: JSONObject
    /// Where it stands in the script: `kill_switch.lua:52`.
    public var place: String?
    /// What was there before, of what it touches, as the subject's read answers it; nil where there was nothing or nobody knows.
    public var before: JSONValue?
    /// Why nobody knows what was there before; nil where somebody does.
    public var unknownBefore: String?
    /// What it drops that cannot be written back, in words.
    public var losses: [String]
    /// How it ended; nil while it is under way.
    public var outcome: Outcome?
    /// What went wrong; nil where nothing did.
    public var message: String?
    /// The kind of the error: `forbidden`.
    public var errorKind: String?
    /// How often it was sent.
    public var attempts: Int
    /// What came of its requests, where it is made of several.
    public var steps: [Step]
    /// The number of the change in the same run that did what this one could not; nil where none did.
    public var repeatedBy: Int?

    /// A change that is about to be sent.
    public init(
        number: Int, object: ChangedObject, call: String, generation: Generation, path: [String: String],
        body: JSONObject, place: String? = nil, before: JSONValue? = nil, unknownBefore: String? = nil,
        losses: [String] = []
    ) {
        self.number = number
        self.object = object
        self.call = call
        self.generation = generation
        self.path = path
        self.body = body
        self.place = place
        self.before = before
        self.unknownBefore = unknownBefore
        self.losses = losses
        attempts = 0
        steps = []
    }

    /// What it touches; nil where the catalogue does not know the call.
    public func touch(in catalogue: Catalogue) -> Touch? {
        catalogue.endpoint(id: call, generation: generation).map { Touch($0, path: path, body: body, in: catalogue) }
    }

    /// What is there after it, of what it touches; nil where nobody knows what was there before.
    public func after(in catalogue: Catalogue) -> JSONValue? {
        guard let before, let touch = touch(in: catalogue) else { return nil }
        return touch.touchedAfter(before)
    }

    /// Whether something may have been done by it.
    public var mayBeApplied: Bool { outcome != .failed }
}
