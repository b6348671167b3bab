/// Why a program's run has no result.
public enum ShellProcessError: Error, CustomStringConvertible {
    /// It, or what it needs, could not be started; errno.
    case cannotStart(String, Int32)
    /// It did not end in time; what it wrote until then.
    case timedOut(String, output: String, errors: String)

    /// One line for the test's report.
    public var description: String {
        switch self {
        case .cannotStart(let name, let number): "cannot start \(name): errno \(number)"
        case .timedOut(let command, let output, let errors):
            "no end in time: \(command); output: \(output.debugDescription); errors: \(errors.debugDescription)"
        }
    }
}
