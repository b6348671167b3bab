import ArgumentParser

/// `ampsh doctor`, read by swift-argument-parser.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh doctor", abstract: "Say what is wrong with this set-up. Nothing is sent anywhere.")
}
