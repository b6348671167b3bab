/// Which of the standard streams are terminals.
struct StandardStreams: Sendable, Equatable {
    var inputIsTerminal: Bool
    var outputIsTerminal: Bool
    var errorIsTerminal: Bool

    init(inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool) {
        self.inputIsTerminal = inputIsTerminal
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
    }
}
