import LuaBridge
import Printing
import ReplSupport
import Terminal
import Testing
import TextLayout

@testable import Repl

struct MetaCommandTests {
    @Test func namesAreUniqueAndEachSaysWhatItDoes() {
        let commands = CommandTable.standard.rows
        let names = commands.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(commands.allSatisfy { !$0.summary.isEmpty && ReplSession<Int>.metaCommand("." + $0.name) != nil })
    }

    @Test func theCommandsThatWereAskedForAreThere() {
        let wanted = [
            "help", "exit", "load", "save", "edit", "history", "timing", "watch", "output", "set", "profile", "env",
            "refresh", "clear", "next",
        ]
        for name in wanted { #expect(CommandTable.standard[name] != nil, "\(name)") }
    }

    @Test func everyCommandIsAFunctionOfShellWithHelp() throws {
        let fixture = try ReplFixture()
        let lua = fixture.context.thread
        var pages: [String] = []
        ShellTable(fixture.context).push(on: lua) { page in
            #expect(lua.type(at: -1) == .function)
            pages.append(page())
        }
        for command in CommandTable.standard.rows {
            #expect(command.twin.name == command.name)
            #expect(lua.rawGet(command.name, at: -1) == .function, "\(command.name)")
            lua.pop()
            #expect(pages.contains { $0.hasPrefix("shell.\(command.name)(") }, "\(command.name)")
            #expect(command.page.contains(command.twin.signature))
        }
        #expect(pages.count == CommandTable.standard.rows.count)
    }

    @Test func aFunctionForThePromptRefusesWithoutOne() throws {
        let fixture = try ReplFixture()
        fixture.installShell()
        for command in CommandTable.standard.rows where command.twin.scope == .prompt {
            #expect(
                fixture.failure("shell.\(command.name)()") == "shell.\(command.name): works only where a prompt is open"
            )
        }
    }

    @Test func commandAndFunctionSetTheSame() throws {
        let fixture = try ReplFixture()
        fixture.installShell()
        #expect(fixture.value("shell.output('json')") == "json")
        #expect(fixture.context.evaluator.printer.format == .json)
        try fixture.command("output", "csv")
        #expect(fixture.value("shell.output()") == "csv")
        #expect(fixture.value("shell.set('timing', true)") == "on")
        #expect(fixture.context.evaluator.isTiming)
        try fixture.command("timing")
        #expect(fixture.value("shell.set('timing')") == "off")
        #expect(fixture.value("shell.set().output") == "csv")
    }

    @Test func wrongArgumentsNameFunctionAndArgument() throws {
        let fixture = try ReplFixture()
        fixture.installShell()
        fixture.context.isPromptOpen = true
        for (code, message) in [
            ("shell.output('xml')", "shell.output: output is one of table, json, jsonl, csv, lua"),
            ("shell.set('timing', 3)", "shell.set: timing is on or off"),
            ("shell.set('colour', 3)", "shell.set: no option colour; .set lists them"),
            ("shell.load()", "shell.load: path: expected a string, got no value"),
            ("shell.watch(1)", "shell.watch: fn: expected a function, got no value"),
            ("shell.watch(0, print)", "shell.watch: every 0.0 seconds cannot be; it is 0.1 to 86400"),
            ("shell.history('x')", "shell.history: n: expected a whole number, got string"),
            ("shell.exit(256)", "shell.exit: 256 is no exit code; it is 0 to 255"),
            ("shell.next(1)", "shell.next: page: expected a page of a list, got number"),
            ("shell.save('f')", "shell.save: there is nothing to save yet"),
            ("shell.edit(7)", "shell.edit: the editor needs a terminal"),
        ] {
            #expect(fixture.failure(code) == message, "\(code)")
        }
    }

    @Test func restrictedScriptsReachNoFileAndNoOtherTarget() throws {
        let host = StubReplHost()
        host.isRestricted = true
        let fixture = try ReplFixture(host)
        fixture.installShell()
        fixture.context.isPromptOpen = true
        for code in ["load('x')", "save('x')", "edit()", "profile('x')"] {
            #expect(fixture.failure("shell.\(code)")?.hasSuffix(": refused under --restricted") == true, "\(code)")
        }
    }

    @Test func helpIsListedAndFoundByName() throws {
        let fixture = try ReplFixture()
        try fixture.command("help")
        #expect(fixture.errors.contains(".watch [SECONDS] CODE"))
        try fixture.command("help", "watch")
        #expect(fixture.errors.contains("shell.watch(seconds, fn)"))
        #expect(throws: CommandError("no command .nothing; .help lists them")) {
            try fixture.command("help", ".nothing")
        }
        #expect(throws: CommandError("no help for nothing")) { try fixture.command("help", "nothing") }
    }

    @Test func theListOfCommandsFitsANarrowTerminal() {
        let rows = CommandTable.standard.rows.map { ($0.synopsis, $0.summary) }
        for width in [20, 40, 80] {
            let lines = AlignedList(width: width).text(rows).split(separator: "\n")
            let widest = max(width, rows.map(\.0.count).max() ?? 0)
            #expect(lines.allSatisfy { DisplayWidth.columns(of: String($0)) <= widest })
        }
    }
}
