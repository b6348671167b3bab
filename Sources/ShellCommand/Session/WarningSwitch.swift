/// `warn` as in stock lua: off until `warn("@on")`.
final class WarningSwitch {
    private var isOn = false
    private let show: (String) -> Void

    init(show: @escaping (String) -> Void) {
        self.show = show
    }

    func receive(_ message: String) {
        switch message {
        case "@on": isOn = true
        case "@off": isOn = false
        default: if isOn { show(message) }
        }
    }
}
