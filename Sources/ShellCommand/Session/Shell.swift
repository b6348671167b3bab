import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Platform
import Terminal

/// The command: from the words on the command line to the exit code.
public enum Shell {
    /// Runs the command of this process and ends it.
    public static func main() -> Never {
        StandardStreams.openClosed()
        ProcessMemory.hide()
        // Before anything else can look at the environment, and while there is one thread.
        var keyring = Keyring()
        keyring.take([TargetResolution.keyVariable])
        let interrupts = InterruptSignal()
        let code = run(CommandLineWords.ofThisProcess(), &keyring, interrupts)
        if let signal = interrupts.ending { interrupts.die(of: signal) }
        exit(code)
    }

    /// Does what the words ask for; whatever goes wrong is said in one line.
    private static func run(
        _ words: CommandLineWords, _ keyring: inout Keyring, _ interrupts: InterruptSignal
    ) -> Int32 {
        let environment = ProcessEnvironment()
        let console = Console(environment: environment.variable)
        do {
            return try perform(words, &keyring, environment, interrupts, console)
        } catch ConsoleError.closed {
            return ExitCode.done.rawValue
        } catch {
            if !(error is AlreadyTold) { console.errVisible("ampsh: \(error)\n") }
            return ExitCode(of: error).rawValue
        }
    }

    private static func perform(
        _ words: CommandLineWords, _ keyring: inout Keyring, _ environment: ProcessEnvironment,
        _ interrupts: InterruptSignal, _ plain: Console
    ) throws -> Int32 {
        let commandLine = try CommandLineSplitter().split(words.texts)
        try words.checkText(of: commandLine.options)
        if commandLine.has(.help) { return show(HelpPage().text, plain).rawValue }
        if commandLine.has(.version) { return show(Version.line(lua: LuaState.version) + "\n", plain).rawValue }
        var options = try GivenOptions(commandLine)
        var subcommand: SubcommandLine?
        if case .subcommand(let name) = commandLine.program {
            subcommand = try SubcommandLine.read(name, commandLine.arguments, options: &options)
        }
        if case .page(let text)? = subcommand { return show(text, plain).rawValue }
        if case .catalogue(let json)? = subcommand {
            let text =
                json
                ? String(decoding: Catalogue.all.json(of: .beta).encoded(), as: UTF8.self) + "\n"
                : CataloguePage(.all, .beta, width: plain.width).text
            return show(text, plain).rawValue
        }

        let start = Startup(options: options, environment: environment, keyring: &keyring)
        if case .doctor? = subcommand {
            return try Doctor(start: start, keyring: keyring, console: plain).run().rawValue
        }
        let settings = try start.settings()
        let console = Console(colour: settings.colour, environment: environment.variable)
        for warning in settings.warnings where !settings.isQuiet { console.errVisible("ampsh: \(warning)\n") }
        if case .sandbox(let action)? = subcommand, case .sandbox(let path, _) = settings.target {
            let faults = try FaultsOption.faults(at: settings.faultsFile)
            return SandboxAdministration(
                path: path, keyring: keyring, console: console, faults: faults,
                readProfile: { [keyring] name in
                    try ProfileExport(settings: settings, start: start, keyring: keyring, console: console).read(name)
                },
                logger: DiagnosticLog.logger(settings.logLevel)
            ).run(action).rawValue
        }
        if case .scripts(let action)? = subcommand {
            return try ScriptsAdministration(settings: settings, paths: start.paths, console: console).run(action)
                .rawValue
        }
        var run = LuaRun(commandLine, words: words, inputIsTerminal: console.isTerminal(.input))
        if case .run(let call)? = subcommand {
            let script = try ScriptShelf(paths: start.paths).script(named: call.name)
            if !settings.isQuiet { console.errVisible("ampsh: running \(script.announced)\n") }
            run = LuaRun(commandLine, words: words, script: script.path, at: call.place)
        }
        let session = try ShellSession(
            settings: settings, start: start, keyring: keyring, console: console, interrupts: interrupts)
        if case .changes(let action)? = subcommand {
            if settings.isRestricted { throw UsageError.notRestricted }
            interrupts.beginSession()
            return session.wayOut.end(ChangeProgram(session: session).run(action))
        }
        return try ShellProgram(session, start: start, interrupts: interrupts).run(run)
    }

    private static func show(_ text: String, _ console: Console, _ code: ExitCode = .done) -> ExitCode {
        do throws(ConsoleError) {
            try console.out(text)
            try console.flush()
            return code
        } catch {
            guard error != .closed else { return .done }
            console.err("ampsh: \(error)\n")
            return .failure
        }
    }
}

extension ExitCode {
    /// The code for an error that kept the shell from running code.
    init(of error: any Error) {
        switch error {
        case is UsageError, is SettingsError, is StartupError, is HeaderProblem, is ScriptNameError: self = .usage
        case let error as APIError: self.init(uncaughtErrorKind: error.kind.rawValue)
        case let error as ScriptRepositoryError: self = error.exitCode
        case let told as AlreadyTold: self.init(of: told.error)
        default: self = .failure
        }
    }
}
