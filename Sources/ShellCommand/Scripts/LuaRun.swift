import Secrets

/// What a command line asks to be run, in stock lua's order.
struct LuaRun: Sendable, Equatable {
    /// `-e` or `-l`, whose order to each other counts.
    enum Preliminary: Sendable, Equatable {
        case execute(code: [UInt8])
        case require(module: [UInt8])
    }

    /// The script itself.
    enum Script: Sendable, Equatable {
        case none, standardInput
        case file([UInt8])
    }

    /// Runs before the script.
    let preliminaries: [Preliminary]
    let script: Script
    /// Whether a prompt opens after the scripts.
    let opensPrompt: Bool
    /// Whether a version line comes first.
    let showsVersion: Bool
    /// Lua's `arg`: the words, with the index that the first one (the program's name) has.
    let words: [[UInt8]]
    let firstIndex: Int

    /// The words that the script gets as `...`.
    var scriptArguments: [[UInt8]] { firstIndex < 0 ? Array(words.dropFirst(1 - firstIndex)) : [] }

    /// What is run, as people would write it: `kill_switch.lua 'checkout-*'`.
    var text: String {
        var words: [String] = []
        for preliminary in preliminaries {
            switch preliminary {
            case .execute(let code): words += ["-e", Self.shown(code)]
            case .require(let module): words += ["-l", Self.shown(module)]
            }
        }
        switch script {
        case .none: break
        case .standardInput: words.append("-")
        case .file(let path):
            let name = String(decoding: path, as: UTF8.self)
            words.append(ShellWord.quoted(name.split(separator: "/").last.map(String.init) ?? name))
        }
        words += scriptArguments.map(Self.shown)
        return PastedKey.masked(words.joined(separator: " "))
    }

    private static func shown(_ word: [UInt8]) -> String { ShellWord.quoted(String(decoding: word, as: UTF8.self)) }

    /// - Parameters:
    ///   - commandLine: Divided from the texts of `words`; its program is no subcommand.
    ///   - inputIsTerminal: Without a script and without `-e` and `-v`, a terminal gets a prompt and everything else is
    ///     read as the script.
    init(_ commandLine: SplitCommandLine, words: CommandLineWords, inputIsTerminal: Bool) {
        preliminaries = commandLine.options.compactMap { option in
            guard let place = option.place else { return nil }
            switch option.id {
            case .execute: return .execute(code: words.value(at: place))
            case .require: return .require(module: words.value(at: place))
            default: return nil
            }
        }
        let isIdle = !commandLine.has(.execute) && !commandLine.has(.showVersion) && !commandLine.has(.interactive)
        var script = Script.none
        var opensPrompt = commandLine.has(.interactive)
        switch commandLine.program {
        case .file: script = .file(words.value(at: .init(word: commandLine.programIndex ?? 0, offset: 0)))
        case .standardInput: script = .standardInput
        case .none where isIdle && inputIsTerminal: opensPrompt = true
        case .none where isIdle: script = .standardInput
        case .none, .subcommand: break
        }
        self.script = script
        self.opensPrompt = opensPrompt
        showsVersion = commandLine.has(.showVersion)
        self.words = words.bytes
        firstIndex = commandLine.programIndex.map { -($0 + 1) } ?? 0
    }

    /// The same for a script that is found by its name: its file stands in the place of the name, as if it had been given.
    ///
    /// - Parameter place: Which of the words after the subcommand the name is.
    init(_ commandLine: SplitCommandLine, words: CommandLineWords, script path: String, at place: Int) {
        let index = (commandLine.programIndex ?? 0) + 1 + place
        var bytes = words.bytes
        // The program's own name comes before all of them.
        if bytes.indices.contains(index + 1) { bytes[index + 1] = Array(path.utf8) }
        self.init(
            SplitCommandLine(
                options: commandLine.options, program: .file(path), programIndex: index,
                arguments: Array(commandLine.arguments.dropFirst(place + 1))),
            words: CommandLineWords(bytes: bytes), inputIsTerminal: false)
    }
}
