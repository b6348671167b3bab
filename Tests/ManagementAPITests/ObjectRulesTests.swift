import JSON
import ManagementAPI
import Testing

/// Rules that what the catalogue says of objects and effects must keep, whatever is declared.
struct ObjectRulesTests {
    static let endpoints = Catalogue.all.endpoints
    static let writes = endpoints.filter(\.mutates)
    static let types = Catalogue.all.answeredTypes()

    @Test(arguments: writes)
    func aWriteSaysWhatItDoes(_ endpoint: Endpoint) {
        #expect(!endpoint.effects.isEmpty)
        #expect(endpoint.effects.contains(.create) == (endpoint.subject == nil))
    }

    @Test(arguments: endpoints.filter { !$0.mutates })
    func aReadDoesNothing(_ endpoint: Endpoint) {
        #expect(endpoint.effects.isEmpty && endpoint.subject == nil && endpoint.irreversible.isEmpty)
    }

    @Test(arguments: writes)
    func aSubjectIsReadByACallWithTheSamePathArguments(_ endpoint: Endpoint) throws {
        guard let subject = endpoint.subject else { return }
        let reader = try #require(Catalogue.all.endpoint(id: subject.call, generation: endpoint.generation))
        #expect(!reader.mutates && reader.result != .acknowledgement)
        #expect(endpoint.path.captures.starts(with: reader.path.captures))
    }

    /// Fields that can be written and stand in no answer.
    private static let unshown = ["exposureEvent"]

    @Test(arguments: writes)
    func anEffectNamesFieldsThatTheSubjectHasAndParametersThatTheCallTakes(_ endpoint: Endpoint) throws {
        let reader = endpoint.subject.flatMap { Catalogue.all.endpoint(id: $0.call, generation: endpoint.generation) }
        for effect in endpoint.effects {
            if let field = effect.field, !Self.unshown.contains(field) {
                let whole = reader?.result.objectType
                let part = endpoint.subject?.item.map { whole?.field($0.list)?.type.nestedObject } ?? whole
                #expect(part?.field(field) != nil, "\(field)")
            }
            switch effect {
            case .replace(_, let name), .merge(let name), .add(_, let name):
                #expect(endpoint.parameter(name)?.location == .body)
            case .remove(_, let name), .removeItem(.at(let name)), .removeItem(.by(_, let name)):
                #expect(endpoint.parameter(name) != nil)
            case .set, .create, .insert, .removeAll: break
            }
        }
    }

    @Test(arguments: types)
    func aKindNamesFieldsThatItsTypeHas(_ type: ObjectType) {
        guard let kind = type.kind else { return }
        let singles = [kind.identifyingField, kind.label, kind.title, kind.tombstone].compactMap { $0 }
        for name in singles + kind.columns + kind.card + kind.marks + kind.tallies.map(\.field) {
            #expect(type.field(name) != nil, "\(type.name) has no field \(name)")
        }
        #expect(kind.essentialColumns <= kind.columns.count)
        #expect(Set(kind.columns).count == kind.columns.count && Set(kind.card).count == kind.card.count)
        #expect(kind.one != kind.many)
    }

    @Test(arguments: types)
    func aSentenceNamesFieldsThatItsTypeHas(_ type: ObjectType) {
        guard let sentence = type.sentence else { return }
        for name in [sentence.subject, sentence.relation, sentence.values] + sentence.usual.keys {
            #expect(type.field(name) != nil)
        }
    }

    @Test(arguments: types)
    func aFieldRefersToWhatThereIs(_ type: ObjectType) {
        for field in type.fields {
            switch field.meaning {
            case .id(let resource): #expect(Catalogue.all.resources.contains { $0.name == resource })
            case .member(let list, let name):
                // Inside a part of an object, the list is that of the object around it.
                let owners = Self.types.filter { $0 == type || ObjectRulesTests.holds($0, type) }
                #expect(owners.contains { $0.field(list)?.type.nestedObject?.field(name) != nil })
            case .item(let list, let name):
                #expect(Self.types.contains { $0.field(list)?.type.nestedObject?.field(name) != nil })
            case .project, .percentage, .version, nil: break
            }
            switch field.initial {
            case .copy(let other), .slug(let other): #expect(type.field(other) != nil)
            case .each: #expect({ if case .member? = field.meaning { true } else { false } }())
            // What was never set is left out where answers do not always show it.
            case .value(.null) where !field.isRequired: break
            case .value(let value):
                #expect(TypeChecker().problems(in: value, against: field.type).isEmpty, "\(type.name).\(field.name)")
            case .inherited:
                let owners = Self.types.filter { ObjectRulesTests.holds($0, type) && !$0.fields.isEmpty }
                #expect(owners.contains { $0.field(field.name) != nil })
            case nil: break
            }
            for text in field.tones.keys {
                if let choices = field.type.choices { #expect(choices.contains(text)) }
            }
        }
    }

    private static func holds(_ outer: ObjectType, _ inner: ObjectType) -> Bool {
        outer.fields.contains { $0.type.nestedObject == inner }
    }

    @Test(arguments: endpoints)
    func aPlaceForWhatNamesAnObjectTakesATableToo(_ endpoint: Endpoint) {
        for parameter in endpoint.parameters(in: .path) {
            // A place in a list of texts is a number and nothing else.
            if parameter.type == .integer(min: 0) { continue }
            #expect(parameter.tableField != nil && parameter.meaning != nil)
        }
    }

    @Test func everyListIsOfAKindThatIsToldApart() {
        for resource in Catalogue.all.resources {
            guard let list = resource.pagedList else { continue }
            #expect((list.items.kind?.identifyingField ?? list.items.kind?.label) != nil)
        }
    }
}
