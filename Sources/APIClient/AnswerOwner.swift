import JSON
import ManagementAPI

/// Tells whether an answer belongs to its request, as far as the two name an object.
///
/// A server or a proxy that mixes up answers, or sends one unasked on a connection that is then used again, must not
/// pass one experiment off as another.
enum AnswerOwner {
    /// What is wrong with the JSON of the answer to a read of one object: it is about another one, or names none.
    ///
    /// The text is read up to its id only: the one who takes the object reads the rest.
    static func problem(_ body: [UInt8], askedFor id: String) -> String? {
        var names = TopLevelNames(["id"], stopsWhenComplete: true)
        // What is no JSON is told by its reader, with the place.
        if names.read(body) != nil { return nil }
        guard let found = names.values[0] else { return "the answer has no id, \(quoted(id)) was asked for" }
        return found == id ? nil : "the answer is about the id \(quoted(found)), not \(quoted(id))"
    }

    /// What is wrong with the JSON of the answer to a create: it is no JSON, or names another object than was sent.
    /// A service may answer less than it was sent.
    static func problem(_ body: [UInt8], toCreate sent: [UInt8]?, _ creation: Creation) -> String? {
        let identity = creation.lookup.identity
        var found = TopLevelNames(identity, stopsWhenComplete: false)
        if let problem = found.read(body) { return "the answer is not valid JSON: \(problem)" }
        var asked = TopLevelNames(identity, stopsWhenComplete: true)
        guard let sent, found.values.contains(where: { $0 != nil }), asked.read(sent) == nil else { return nil }
        for (index, name) in identity.enumerated() {
            guard let wanted = asked.values[index], let got = found.values[index], wanted != got else { continue }
            return "the answer is about the \(name) \(quoted(got)), not \(quoted(wanted))"
        }
        return nil
    }

    private static func quoted(_ text: String) -> String { "\"\(OneLine.shortened(text, to: 60))\"" }
}
