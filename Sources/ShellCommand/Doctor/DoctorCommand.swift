import ArgumentParser

/// `ampsh doctor`, read by swift-argument-parser.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh doctor",
        abstract: "Say what is wrong with this set-up: config file, modes, key, proxy, TLS, clock.",
        discussion: "A live target is asked one question, for the first experiment. Nothing else is sent anywhere.")
}
