public import JSON

/// One call of the API, declared once; everything else about it is derived from this.
///
/// A class, since each of the requests that are made of it refers to it.
public final class Endpoint: Sendable, Identifiable {
    /// The name of its Lua function: `experiments.set_rollout_weights`. Unique in its generation.
    public let id: String
    /// The generation it belongs to.
    public let generation: Generation
    /// The method.
    public let method: HTTPMethod
    /// The path below the generation's base path.
    public let path: PathTemplate
    /// The parameters in the order of the Lua signature.
    public let parameters: [Parameter]
    /// What a success answers.
    public let result: ResultShape
    /// Whether sending it twice leaves the service as sending it once does.
    public let isIdempotent: Bool
    /// How what it reads lies in an object; nil where it reads whole objects, and for writes.
    public let view: View?
    /// What an object holds that it cannot change: it answers 405.
    public let closedTo: JSONObject
    /// The parameter beside which, where it is true, the service ignores all others; nil where there is none.
    public let overridingParameter: String?
    /// How the object that it changes is read; nil for reads and for what makes a new one.
    public let subject: Subject?
    /// What it does to its subject, in order; empty for reads.
    public let effects: [Effect]
    /// What it may drop that cannot be written back.
    public let losses: [Loss]
    /// The calls that it is made of; nil for one that is a request of its own and no more.
    public let composition: Composition?
    /// Whether it is never sent again, whatever came back.
    public let isSentOnce: Bool
    /// What makes it dangerous; nil where nothing does.
    public let warning: String?
    /// What of it cannot be taken back, a sentence each.
    public let irreversible: [String]
    /// How to find what it made when its answer was lost; nil where that needs no looking up or cannot be done.
    public let lookup: Lookup?
    /// What it does, in one line.
    public let summary: String
    /// More about it, where there is more to say.
    public let details: String?
    /// The document and section that describe it.
    public let source: String
    /// Where documents and service disagree, or nobody says.
    public let quirks: [String]
    /// A line or two of Lua that call it.
    public let example: String

    // What follows from the declaration; each request asks for it.

    /// The path with the generation's base path before it.
    public let fullPath: PathTemplate
    /// The Lua table that holds the function: `experiments`, or `experiments.variants` for one inside another.
    public let resource: String
    /// The function's name in its table: `set_rollout_weights`.
    public let function: String
    /// The parameters in the query as an object type; nil where it has none.
    public let query: ObjectType?
    /// The JSON body of its requests as an object type; nil where it sends none.
    public let body: ObjectType?
    /// The body as the service takes it: what it can make itself may be left out.
    public let acceptedBody: ObjectType?
    /// The resource whose object the path names first: `flags` for what is inside of a flag.
    public let owner: String
    /// The path parameter with what identifies the object that it answers; nil where it answers none, or changes something.
    public let answeredIdentity: String?

    /// Declares an endpoint; `id` is the resource, whose parts are separated by points, a point, and the function.
    public init(
        _ id: String, _ generation: Generation, _ method: HTTPMethod, _ path: PathTemplate,
        parameters: [Parameter] = [], result: ResultShape, isIdempotent: Bool, isSentOnce: Bool = false,
        view: View? = nil, closedTo: JSONObject = [:], overridingParameter: String? = nil,
        subject: Subject? = nil, effects: [Effect] = [], losses: [Loss] = [], composition: Composition? = nil,
        irreversible: [String] = [], lookup: Lookup? = nil,
        warning: String? = nil, summary: String, details: String? = nil, source: String, quirks: [String] = [],
        example: String
    ) {
        self.id = id
        self.generation = generation
        self.method = method
        self.path = path
        self.parameters = parameters
        self.result = result
        self.isIdempotent = isIdempotent
        self.view = view
        self.closedTo = closedTo
        self.overridingParameter = overridingParameter
        self.subject = subject
        self.effects = effects
        self.losses = losses
        self.composition = composition
        self.isSentOnce = isSentOnce
        self.warning = warning
        self.irreversible = irreversible
        self.lookup = lookup
        self.summary = summary
        self.details = details
        self.source = source
        self.quirks = quirks
        self.example = example

        let base = generation.basePath
        fullPath = base.isEmpty ? path : PathTemplate(base + path.description)
        let point = id.lastIndex(of: ".")
        resource = point.map { String(id[..<$0]) } ?? ""
        function = point.map { String(id[id.index(after: $0)...]) } ?? id
        owner = String(id.prefix { $0 != "." })
        let inQuery = parameters.filter { $0.location == .query }.map(\.field)
        query =
            inQuery.isEmpty ? nil : ObjectType("query", help: "The parameters in the query.", fields: inQuery)
        let inBody = parameters.filter { $0.location == .body }
        body = Self.body(id, inBody.map(\.field))
        acceptedBody = Self.body(
            id,
            inBody.map { parameter in
                parameter.isMadeByService
                    ? Field(parameter.name, parameter.type, means: parameter.meaning, help: parameter.help)
                    : parameter.field
            })
        if method == .get, case .object(let type) = result, let identity = type.kind?.tellingField {
            answeredIdentity = parameters.first { $0.location == .path && $0.tableField == identity }?.name
        } else {
            answeredIdentity = nil
        }
    }

    private static func body(_ id: String, _ fields: [Field]) -> ObjectType? {
        fields.isEmpty ? nil : ObjectType(id + " body", help: "The body of the request.", fields: fields)
    }

    /// Whether it may change something.
    public var mutates: Bool { method != .get }

    /// Whether it is a request of the API's own, and not only others put together.
    public var isOperation: Bool {
        switch composition {
        case nil, .pieces: true
        case .call, .edit, .members: false
        }
    }

    /// Whether one of the fields of its body must be given: a change of nothing is a slip.
    public var needsField: Bool { method == .patch && isOperation }

    /// The one list that its body holds, where the list alone may stand for the table of named arguments.
    public var bareList: Parameter? {
        let named = parameters(by: .named)
        guard named.count == 1, let only = named.first, only.location == .body, case .array = only.type else {
            return nil
        }
        return only
    }

    /// The parameter of this name.
    public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

    /// The parameters that go to `location`, in order.
    public func parameters(in location: Parameter.Location) -> [Parameter] {
        parameters.filter { $0.location == location }
    }

    /// The parameters that the Lua function takes by `position`, in order.
    public func parameters(by position: ArgumentPosition) -> [Parameter] {
        parameters.filter { $0.position == position }
    }

    /// How the Lua function is called: `experiments.create{projectId=, key=, ...}`.
    ///
    /// Where some named parameters are required only those are written out.
    public var luaSignature: String {
        let positional = parameters(by: .positional).map(\.name)
        let named = parameters(by: .named)
        guard !named.isEmpty else { return "\(id)(\(positional.joined(separator: ", ")))" }
        let required = named.filter(\.isRequired)
        var shown = (required.isEmpty ? named : required).map { $0.name + "=" }
        if !required.isEmpty, required.count < named.count { shown.append("...") }
        let table = "{\(shown.joined(separator: ", "))}"
        return positional.isEmpty ? id + table : "\(id)(\((positional + [table]).joined(separator: ", ")))"
    }
}

extension Endpoint: Hashable {
    /// Whether both are the same call of the same generation.
    public static func == (left: Endpoint, right: Endpoint) -> Bool {
        left.id == right.id && left.generation == right.generation
    }

    /// The call and its generation.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(generation)
    }
}
