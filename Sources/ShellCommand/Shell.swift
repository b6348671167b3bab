import LuaBridge
import Terminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The command: from the words on the command line to the exit code.
public enum Shell {
    /// Runs the command of this process and ends it.
    public static func main() -> Never {
        // Before anything else can look at the environment, and while there is one thread.
        var keyring = Keyring()
        keyring.take([TargetResolution.keyVariable])
        exit(run(CommandLineWords.ofThisProcess(), &keyring).rawValue)
    }

    private static func run(_ words: CommandLineWords, _ keyring: inout Keyring) -> ExitCode {
        let environment = ProcessEnvironment()
        let interrupts = InterruptSignal()
        var console = Console(environment: environment.variable)
        do {
            let commandLine = try CommandLineSplitter().split(words.texts)
            try words.checkText(of: commandLine.options)
            if commandLine.has(.help) { return show(HelpPage().text, console) }
            if commandLine.has(.version) { return show(Version.line(lua: LuaState.version) + "\n", console) }
            var options = try GivenOptions(commandLine)
            var subcommand: SubcommandLine?
            if case .subcommand(let name) = commandLine.program {
                subcommand = try SubcommandLine.read(name, commandLine.arguments, options: &options)
            }
            if case .page(let text)? = subcommand { return show(text, console) }

            let start = Startup(options: options, environment: environment, keyring: &keyring)
            if case .doctor? = subcommand {
                return show(start.doctorReport.text, console, start.doctorReport.isHealthy ? .done : .failure)
            }
            let settings = try start.settings()
            console = Console(colour: settings.colour, environment: environment.variable)
            for warning in settings.warnings where !settings.isQuiet { console.err("ampsh: \(warning)\n") }

            let session = try ShellSession(
                settings: settings, start: start, keyring: keyring, console: console, interrupts: interrupts)
            if case .sandbox(let action)? = subcommand {
                return try SandboxAdministration(settings: settings, keyring: keyring, console: console).run(action)
            }
            let run = LuaRun(
                commandLine, words: words, inputIsTerminal: console.isTerminal(.input))
            return try session.run(run)
        } catch ConsoleError.closed {
            return .done
        } catch {
            console.errVisible("ampsh: \(error)\n")
            return ExitCode(of: error)
        }
    }

    private static func show(_ text: String, _ console: Console, _ code: ExitCode = .done) -> ExitCode {
        do throws(ConsoleError) {
            try console.out(text)
            try console.flush()
            return code
        } catch {
            return error == .closed ? .done : .failure
        }
    }
}

extension ExitCode {
    /// The code for an error that kept the shell from running anything.
    init(of error: any Error) {
        self = error is UsageError || error is SettingsError || error is StartupError ? .usage : .failure
    }
}
