/// Which of the things that nobody knows about the service the emulator does.
///
/// The defaults are the conventions of the API notes; the other cases were seen or documented somewhere, or are the
/// plain alternatives, so that a client can be tried against each.
public struct EmulatorSettings: Sendable, Equatable {
    /// How `nextCursor` looks.
    public enum CursorStyle: String, Sendable, CaseIterable {
        /// A string without meaning for the client; it names the place where the page ended.
        case opaque
        /// A string of digits: how many items came before.
        case offset
        /// The same as a JSON number.
        case number
    }

    /// Where `nextCursor` stands.
    public enum CursorPlace: String, Sendable, CaseIterable {
        /// Beside the array.
        case beside
        /// In an object of its own, the last in the array, as an example of the documents has it.
        case inside
    }

    /// What `nextCursor` is on the last page.
    public enum EndStyle: String, Sendable, CaseIterable {
        /// `null`
        case null
        /// The field is not there.
        case absent
        /// An empty string.
        case empty
    }

    /// The body of a 200 to an action.
    public enum AcknowledgementStyle: String, Sendable, CaseIterable {
        /// The JSON string `"OK"`.
        case jsonOK = "json"
        /// The text `OK`.
        case textOK = "text-OK"
        /// The text `ok`.
        case textok = "text-ok"
        /// No body.
        case empty
        /// `{"status":"OK"}`
        case object
        /// The JSON value `null`.
        case null
    }

    /// The body of a failure.
    public enum ErrorStyle: String, Sendable, CaseIterable {
        /// `{"error": "..."}`
        case object
        /// A JSON string.
        case string
        /// Plain text.
        case text
        /// `application/problem+json`, as another API on the same objects answers.
        case problem
    }

    /// The body of a 200 to a create.
    public enum CreateStyle: String, Sendable, CaseIterable {
        /// The object.
        case object
        /// `{"id": "...", "url": "..."}`
        case reference
    }

    /// The status for an id that names nothing.
    public enum UnknownIDStatus: Int, Sendable, CaseIterable {
        /// The only failure that is documented.
        case badRequest = 400
        /// What most services do.
        case notFound = 404
    }

    /// How `nextCursor` looks.
    public var cursor = CursorStyle.opaque
    /// What `nextCursor` is on the last page.
    public var end = EndStyle.null
    /// Where `nextCursor` stands.
    public var cursorPlace = CursorPlace.beside
    /// The body of a 200 to an action; nil: `"OK"` for the beta, the text `OK` for v1.
    public var acknowledgement: AcknowledgementStyle?
    /// The body of a failure.
    public var error = ErrorStyle.object
    /// The body of a 200 to a create; nil: the object for the beta, a reference for v1.
    public var create: CreateStyle?
    /// The status for an id that names nothing; nil: 400 for the beta, 404 for v1.
    public var unknownID: UnknownIDStatus?

    /// The conventions of the API notes.
    public init() {}
}
