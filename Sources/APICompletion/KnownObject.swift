import ManagementAPI

/// What completion keeps of an object that an answer held.
package struct KnownObject: Sendable, Equatable {
    var id: String
    /// The name that code and people type: an experiment's key, a deployment's label.
    var label: String
    /// The name that people see, where it is another.
    var title: String = ""
    var projectID: String = ""
    /// What names the records of those lists which other values refer to, in their order: the keys of its variants.
    var members: [String: [String]] = [:]

    /// An object; what is not given is not known.
    package init(
        id: String, label: String, title: String = "", projectID: String = "", members: [String: [String]] = [:]
    ) {
        self.id = id
        self.label = label
        self.title = title
        self.projectID = projectID
        self.members = members
    }
}

extension ObjectType {
    /// The lists whose records other values name, and the field that does.
    var memberLists: [(list: String, field: String)] {
        var lists: [(list: String, field: String)] = []
        for field in fields {
            guard case .member(let list, let name)? = field.meaning, !lists.contains(where: { $0.list == list }) else {
                continue
            }
            lists.append((list, name))
        }
        return lists
    }

    /// The field that holds the project.
    var projectField: String? { fields(where: { $0 == .project }).first }
}
