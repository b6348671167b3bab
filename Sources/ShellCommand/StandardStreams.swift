/// Which of the standard streams are terminals.
public struct StandardStreams: Sendable, Equatable {
    public var inputIsTerminal: Bool
    public var outputIsTerminal: Bool
    public var errorIsTerminal: Bool

    public init(inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool) {
        self.inputIsTerminal = inputIsTerminal
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
    }
}
