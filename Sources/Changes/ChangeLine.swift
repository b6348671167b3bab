public import JSON
public import ManagementAPI

/// What is to become of one object: for each part what it is expected to hold, and what it is to hold. Pure.
///
/// A line is judged against what is there now before anything is written, and again afterwards.
public struct ChangeLine: Sendable {
    /// The object.
    public let object: ChangedObject
    /// The generation of the API that it is changed by.
    public let generation: Generation
    /// The parts: `before` is what each is expected to hold, `after` what it is to hold.
    public let parts: [FacetChange]
    /// What of it cannot be done, in words.
    public let losses: [String]

    /// One part that holds neither what was expected nor what is wanted.
    public struct Conflict: Sendable, Hashable {
        /// The part, with what was expected and what is wanted.
        public let part: FacetChange
        /// What it holds; nil for nothing.
        public let now: JSONValue?
    }

    /// How a line stands to what is there.
    public enum Verdict: Sendable, Hashable {
        /// These parts are to be changed; others are as they are to be.
        case toDo([FacetChange])
        /// All is as it is to be.
        case unchanged
        /// Somebody has changed it since: it is left as it is.
        case conflict([Conflict])
    }

    /// A line for an object.
    public init(_ object: ChangedObject, _ generation: Generation, _ parts: [FacetChange], losses: [String] = []) {
        self.object = object
        self.generation = generation
        self.parts = parts
        self.losses = losses
    }

    /// What takes a chain back: each part from what the last change left to what was there before the first.
    public init(undoing chain: Chain, in catalogue: Catalogue) {
        var losses = chain.losses
        var parts = chain.parts.map { FacetChange(facet: $0.facet, before: $0.after, after: $0.before) }
            .filter { !Canonical.areEqual($0.before, $0.after, catalogue.field($0.facet, chain.generation)) }
        if chain.isNew {
            if let part = Restoration.retirement(of: chain.object, chain.generation, in: catalogue) {
                parts = [part]
            } else {
                losses.append("\(chain.object.name): no call takes away what was created")
            }
        }
        self.init(chain.object, chain.generation, parts, losses: losses)
    }

    /// What has to be read to judge it, each once.
    public var readings: [Reading] {
        var readings: [Reading] = []
        for part in parts where !readings.contains(part.facet.reading.whole) {
            readings.append(part.facet.reading.whole)
        }
        return readings
    }

    /// The same, with what has to be read where members are called as they are afterwards.
    public func readings(in catalogue: Catalogue) -> [Reading] {
        let afterwards = afterwards(in: catalogue).readings
        return readings + afterwards.filter { !readings.contains($0) }
    }

    /// The same line by the names that members have once it is done.
    public func afterwards(in catalogue: Catalogue) -> ChangeLine {
        var parts = parts
        for renaming in parts.compactMap({ $0.renaming(in: catalogue, generation) }) {
            parts = parts.map { $0.renamed(renaming) }
        }
        return ChangeLine(object, generation, parts, losses: losses)
    }

    /// The line without parts that cannot be brought back.
    public func without(_ lost: Set<Facet>) -> ChangeLine {
        ChangeLine(object, generation, parts.filter { !lost.contains($0.facet) }, losses: losses)
    }

    /// How it stands to what is there now.
    ///
    /// - Parameter read: what a reading's call answered; nil where there is no such object any more.
    public func judge(in catalogue: Catalogue, _ read: (Reading) -> JSONValue?) -> Verdict {
        let verdict = judgeByName(in: catalogue, read)
        let afterwards = afterwards(in: catalogue)
        guard afterwards.parts != parts, afterwards.judgeByName(in: catalogue, read) == .unchanged else {
            return verdict
        }
        return .unchanged
    }

    private func judgeByName(in catalogue: Catalogue, _ read: (Reading) -> JSONValue?) -> Verdict {
        var toDo: [FacetChange] = []
        var conflicts: [Conflict] = []
        for part in parts {
            let now = read(part.facet.reading.whole).flatMap { part.facet.value(in: $0) }
            if holds(now, part.after, part.facet, catalogue) { continue }
            if holds(now, part.before, part.facet, catalogue) {
                toDo.append(part)
            } else {
                conflicts.append(Conflict(part: part, now: now))
            }
        }
        if !conflicts.isEmpty { return .conflict(conflicts) }
        return toDo.isEmpty ? .unchanged : .toDo(toDo)
    }

    /// Of a member of a list only what was written is known: what it holds besides is the service's.
    private func holds(_ now: JSONValue?, _ value: JSONValue?, _ facet: Facet, _ catalogue: Catalogue) -> Bool {
        guard case .element = facet.part, let now, let value else {
            return Canonical.areEqual(now, value, catalogue.field(facet, generation))
        }
        let type = catalogue.endpoint(id: facet.reading.call, generation: generation)?.result.objectType
        return (value.objectValue ?? JSONObject()).allSatisfy { member in
            Canonical.areEqual(now[member.key], member.value, type?.field(member.key))
        }
    }

    /// The calls that make `parts` of it what they are to be.
    public func restoration(_ parts: [FacetChange], in catalogue: Catalogue) -> Restoration {
        Restoration(of: object, parts, generation, in: catalogue)
    }
}

extension Catalogue {
    /// What is declared of the field that a part is; nil for a part of one.
    func field(_ facet: Facet, _ generation: Generation) -> Field? {
        guard case .field(let name) = facet.part,
            let type = endpoint(id: facet.reading.call, generation: generation)?.result.objectType
        else { return nil }
        guard let item = facet.reading.item else { return type.field(name) }
        return type.field(item.list)?.type.nestedObject?.field(name)
    }
}
