import ManagementAPI

extension EmulatorSettings {
    /// The body of a 200 to an action of a generation.
    func acknowledgement(of generation: Generation) -> AcknowledgementStyle {
        acknowledgement ?? (generation == .beta ? .jsonOK : .textOK)
    }

    /// The body of a 200 to a create of a generation.
    func create(of generation: Generation) -> CreateStyle { create ?? (generation == .beta ? .object : .reference) }

    /// The status for what names nothing.
    func unknownID(of generation: Generation) -> UnknownIDStatus {
        unknownID ?? (generation == .beta ? .badRequest : .notFound)
    }
}
