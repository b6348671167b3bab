/// A key of the prompt. One table; the page of keys and tests read it too.
public struct KeyBinding: Sendable {
    /// What keys are about, in the order of the page.
    public enum Group: String, Sendable, CaseIterable {
        case moving = "Moving"
        case changing = "Changing"
        case history = "History and suggestions"
        case completion = "Completion"
        case ending = "Entering and leaving"
    }

    /// The key as people call it. A terminal may send it in several ways: then several rows have the same name.
    public let name: String
    /// What it does, for people.
    public let help: String
    /// What it belongs to.
    public let group: Group
    /// In libedit's notation, as in `~/.editrc`; nil where the key reader or libedit's defaults see to it.
    public let key: String?
    /// A command of `editrc(5)`, or one of ours.
    public let command: String?

    init(_ group: Group, _ name: String, _ key: String? = nil, _ command: String? = nil, _ help: String) {
        self.group = group
        self.name = name
        self.key = key
        self.command = command
        self.help = help
    }

    /// Whether libedit's own command must do it where libedit draws.
    var needsDrawing: Bool { command == "ampsh-enter" || command == "ampsh-delete-or-leave" }

    /// Whether it is bound in vi mode too, where a key after Escape is a command of its own.
    var isForVi: Bool {
        guard let key, key.hasPrefix("^[") else { return true }
        return key.hasPrefix("^[[") || key.hasPrefix("^[O")
    }

    /// One row for each key, without those that only say how terminals send it.
    public static var shown: [KeyBinding] {
        var names: Set<String> = []
        return Group.allCases.flatMap { group in all.filter { $0.group == group } }
            .filter { names.insert($0.name).inserted }
    }
}
