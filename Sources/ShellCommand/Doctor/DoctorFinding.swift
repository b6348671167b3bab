/// One line of `ampsh doctor`.
struct DoctorFinding: Sendable, Equatable {
    /// Nil where all is well; else the code that the problem ends the command with.
    let problem: ExitCode?
    let text: String

    static func fine(_ text: String) -> DoctorFinding { DoctorFinding(problem: nil, text: text) }

    /// Something that keeps the shell from working as it should, with what to do about it.
    static func wrong(_ text: String, _ code: ExitCode = .failure) -> DoctorFinding {
        DoctorFinding(problem: code, text: text)
    }
}
