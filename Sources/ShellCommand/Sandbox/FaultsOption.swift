import Sandbox
import Secrets

/// The file that `--faults` names.
enum FaultsOption {
    /// Why it cannot be used.
    enum Problem: Error, CustomStringConvertible {
        case unreadable(ScriptFile.Unreadable)
        case wrong(path: String, FaultFileError)

        var description: String {
            switch self {
            case .unreadable(let problem): "\(OptionTable.all.name(of: .faults)): \(problem)"
            case .wrong(let path, let problem):
                "\(OptionTable.all.name(of: .faults)): \(PastedKey.shown(path)), \(problem)"
            }
        }
    }

    /// Reads the file at `path`; nil where no file is named.
    static func faults(at path: String?) throws(StartupError) -> Faults? {
        guard let path else { return nil }
        let text: [UInt8]
        do throws(ScriptFile.Unreadable) { text = try ScriptFile.read(path) } catch {
            throw .faults(.unreadable(error))
        }
        do throws(FaultFileError) { return Faults(try FaultFile(parsing: text)) } catch {
            throw .faults(.wrong(path: path, error))
        }
    }
}
