import TestSupport
import Testing

/// `ampsh run` and `ampsh scripts` on the real binary, with repositories of the real git.
struct NamedScriptTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
        let made = try home.system(
            """
            mkdir -p team/scripts/lib && cd team && git init -q . && git config user.email a@example.com && git config user.name a
            printf '%s\\n' '-- freeze.lua: deactivates all' '-- but a list.' '--' '-- writes: experiments.deactivate' \
                'print(arg[0]:match "[^/]*$", arg[1], select("#", ...), (require "team"), (require "lib.team"))' > scripts/freeze.lua
            printf '%s\\n' '-- owners.lua: experiments of each team.' '-- writes: nothing' 'print "owners"' > scripts/owners.lua
            printf '%s\\n' 'return "team"' > scripts/lib/team.lua
            printf '%s\\n' 'os.execute("touch " .. os.getenv "HOME" .. "/ran")' > scripts/runs.lua
            cp scripts/runs.lua scripts/freeze_test.lua
            git add . && git commit -qm one
            """)
        try #require(made.exitCode == 0, "\(made.errors)")
    }

    private var url: String { "file://" + home.path + "/team" }

    private func ampsh(_ arguments: [String], environment: [String: String] = [:]) throws -> ShellProcess.Result {
        try home.ampsh(["--sandbox-path", ":memory:"] + arguments, environment: environment)
    }

    private func scripts(_ arguments: String..., environment: [String: String] = [:]) throws -> ShellProcess.Result {
        try home.ampsh(["scripts"] + arguments, environment: environment)
    }

    private func commit(_ line: String) throws {
        let made = try home.system("cd team && \(line) && git add -A . && git commit -qm more")
        try #require(made.exitCode == 0, "\(made.errors)")
    }

    @Test func aRepositoryIsAddedShownAndRunByName() throws {
        let added = try scripts("add", url, "acme/snippets")
        #expect(added.exitCode == 0, "\(added.errors)")
        #expect(added.lines[0].hasPrefix("acme/snippets at ") && added.lines[0].hasSuffix(": 3 scripts"))
        #expect(
            added.lines.dropFirst() == [
                "  freeze  writes: experiments.deactivate", "  owners  writes: nothing", "  runs  writes: undeclared",
            ])
        #expect(home.read("ran") == nil, "nothing of it runs")
        let run = try ampsh(["run", "freeze", "--help", "b"])
        #expect(run.output == "freeze.lua\t--help\t2\tteam\tteam\n", "\(run.errors)")
        #expect(run.errors.hasPrefix("ampsh: running acme/snippets:freeze at "))
        #expect(try ampsh(["-q", "run", "snippets:freeze"]).errors == "")
        #expect(try ampsh(["--restricted", "-q", "run", "--", "freeze"]).output == "freeze.lua\tnil\t0\tteam\tteam\n")
    }

    @Test func aListSaysWhatEachIsAndWrites() throws {
        _ = try scripts("add", url, "acme/snippets")
        let csv = try home.ampsh(["--output", "csv", "scripts"])
        #expect(csv.lines[0] == "script,from,writes,what,path,commit")
        #expect(csv.lines[1].hasPrefix("freeze,acme/snippets,experiments.deactivate,deactivates all but a list,/"))
        #expect(csv.lines[2].hasPrefix("owners,acme/snippets,nothing,experiments of each team,/"))
        let table = try home.ampsh(["--output", "table", "scripts", "list"])
        #expect(table.lines[0].split(separator: " ").prefix(4) == ["script", "from", "writes", "what"])
        #expect(table.lines.last == "3 scripts")
        let json = try home.evaluate(
            "local f = io.popen('\(ShellHome.executable) scripts') local t = json.decode(f:read 'a') return #t, t[3].writes"
        )
        #expect(json == "3\nundeclared")
        let shown = try scripts("show", "freeze")
        #expect(shown.lines[2] == "writes: experiments.deactivate")
        #expect(
            shown.output.hasSuffix("\n\nfreeze.lua: deactivates all\nbut a list.\n\nwrites: experiments.deactivate\n"))
    }

    @Test func whereThereIsNothingAListIsEmpty() throws {
        let list = try scripts("list")
        #expect(list.output == "[]\n")
        #expect(list.errors.contains("ampsh scripts add"))
        #expect(try scripts("update").exitCode == 0)
    }

    @Test func anUpdateIsShownAndAskedForWhereMoreMayBeWritten() throws {
        _ = try scripts("add", url, "team")
        #expect(try scripts("update").output.hasSuffix(": nothing new\n"))
        try commit("echo 'print \"new owners\"' >> scripts/owners.lua")
        let quiet = try scripts("update", "team")
        #expect(quiet.exitCode == 0, "\(quiet.errors)")
        #expect(quiet.output.contains("~ owners  writes as before: nothing"))
        #expect(try ampsh(["run", "owners"]).output == "owners\nnew owners\n")
        try commit("echo '-- writes: experiments.activate' > scripts/owners.lua")
        let refused = try scripts("update")
        #expect(refused.exitCode == 7, "\(refused.errors)")
        #expect(refused.output.contains("~ owners  writes: nothing → experiments.activate"))
        #expect(refused.errors.contains("--yes agrees"))
        #expect(try ampsh(["run", "owners"]).output == "owners\nnew owners\n", "it is left as it is")
        #expect(try scripts("update", "--yes").exitCode == 0)
        #expect(try ampsh(["run", "owners"]).output == "")
        #expect(home.read("ran") == nil)
    }

    @Test(arguments: [("y", 0), ("n", 7), ("", 7)])
    func theQuestionIsAskedAtATerminal(_ answer: String, _ code: Int32) throws {
        _ = try scripts("add", url, "team")
        try commit("echo '-- writes: request' > scripts/owners.lua")
        let session = try home.terminal(["scripts", "update"])
        try session.expect("use it? y/N ")
        session.type(answer + "\r")
        #expect(try session.expectExit() == code)
        #expect(try scripts("show", "owners").output.contains("writes: request") == (code == 0))
    }

    @Test func whatWasChangedByHandIsNotThrownAway() throws {
        _ = try scripts("add", url, "team")
        _ = try home.system("echo 'print(1)' >> data/ampsh/scripts/team/scripts/owners.lua")
        try commit("echo >> scripts/freeze.lua")
        for words in [["update"], ["remove", "team"]] {
            let result = try home.ampsh(["scripts"] + words)
            #expect(result.exitCode == 7, "\(result.output)")
            #expect(result.errors.contains("changed by hand"))
        }
        #expect(try ampsh(["run", "owners"]).output == "owners\n1\n")
        #expect(try scripts("update", "--yes").exitCode == 0)
        #expect(try ampsh(["run", "owners"]).output == "owners\n")
    }

    @Test func onlyWhatWasAddedIsRemoved() throws {
        _ = try scripts("add", url, "acme/one")
        _ = try scripts("add", url, "acme/two")
        _ = try home.system("git clone -q team data/ampsh/scripts/mine; echo 'print 1' > data/ampsh/scripts/loose.lua")
        #expect(try scripts("remove", "one").exitCode == 0)
        #expect(try home.system("ls data/ampsh/scripts/acme").output == "two\n")
        #expect(try scripts("remove", "acme/two").output == "acme/two is removed\n")
        let mine = try scripts("remove", "mine")
        #expect(mine.exitCode == 2)
        #expect(mine.errors.contains("was not put there by ampsh scripts add"))
        #expect(try scripts("update", "mine").exitCode == 2)
        #expect(try scripts("remove", "loose").exitCode == 2)
        #expect(try home.system("ls -A data/ampsh/scripts").output == "loose.lua\nmine\n")
    }

    @Test func anAddThatFailsLeavesNothing() throws {
        _ = try home.system("mkdir empty && cd empty && git init -q . && git commit -q --allow-empty -m x || true")
        _ = try home.system("mkdir bare && git -C bare init -q")
        _ = try scripts("add", url)
        let port = try ScriptedServer(.answer(404, "no", type: "text/plain"))
        for (words, code, message) in [
            ([url], 2, "there is a repository 'team' already"), ([url, "a b"], 2, "is no name for a repository"),
            (["file://\(home.path)/nowhere"], 1, "cloning file://"), (["file://\(home.path)/empty"], 1, ""),
            (["file://\(home.path)/bare"], 1, ""), (["--", "--upload-pack=touch ran"], 2, "dash"),
            (["ext::sh -c 'touch ran'", "x"], 2, "ext::"), (["http://127.0.0.1:1/a/b"], 5, "Failed to connect"),
            ([port.url + "/a/b"], 1, "git says"), ([url, "team/inner"], 2, "'team' already"),
        ] as [([String], Int32, String)] {
            let result = try home.ampsh(["scripts", "add"] + words)
            #expect(result.exitCode == code, "\(words): \(result.errors)")
            #expect(result.errors.contains(message), "\(words): \(result.errors)")
        }
        #expect(try home.system("ls -A data/ampsh/scripts").output == "team\n")
        #expect(home.read("ran") == nil)
    }

    @Test func aKeyInAURLIsNeverPrinted() throws {
        let server = try ScriptedServer(.answer(401, "no", type: "text/plain"))
        let secret = "s3cretT0ken_0123456789abcdefXYZ"
        let address = server.url.replacing("http://", with: "http://someone:\(secret)@")
        for words in [["\(address)/acme/snippets"], ["\(address)/"], ["\(address)/x/\(secret)"]] {
            let result = try home.ampsh(["scripts", "add"] + words)
            #expect(result.exitCode != 0)
            #expect(!(result.output + result.errors).contains(secret), "\(result.errors)")
        }
        #expect(server.requests.count > 0)
    }

    @Test func hooksAndSubmodulesOfARepositoryDoNotRun() throws {
        _ = try home.system(
            """
            mkdir -p hooks && for h in post-checkout post-merge reference-transaction post-index-change; do
            printf '#!/bin/sh\\ntouch %s/ran\\n' "$HOME" > hooks/$h; chmod +x hooks/$h; done
            printf '[core]\\n hooksPath = %s/hooks\\n[init]\\n templateDir = %s/template\\n' "$HOME" "$HOME" > .gitconfig
            mkdir -p template && cp -r hooks template/hooks
            """)
        _ = try home.system("rm -f ran")
        #expect(try scripts("add", url).exitCode == 0)
        #expect(home.read("ran") == nil)
    }

    @Test func withoutGitItIsSaid() throws {
        let result = try scripts("add", url, environment: ["PATH": "/nowhere"])
        #expect(result.exitCode == 1)
        #expect(result.errors == "ampsh: git is needed for this and is not on PATH\n")
    }

    @Test func aCallersRepositoryIsNotTakenForIt() throws {
        _ = try home.system("mkdir other && git -C other init -q")
        let result = try scripts(
            "add", url, environment: ["GIT_DIR": home.path + "/other/.git", "GIT_WORK_TREE": home.path + "/other"])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(try home.system("ls other").output == "")
    }

    // MARK: - run

    @Test(arguments: [
        (["run"], "needs the name of a script"), (["run", "--read-only", "x"], "stands before 'run'"),
        (["run", ""], "needs the name"), (["run", "nope"], "no script is called 'nope'"),
        (["run", "./x.lua"], "a file is run by ampsh ./x.lua"), (["scripts", "frob"], "Unexpected argument"),
        (["scripts", "show"], "Missing expected argument"), (["scripts", "add"], "Missing expected argument"),
    ])
    func aMistakeIsAUsageError(_ words: [String], _ message: String) throws {
        let result = try ampsh(words)
        #expect(result.exitCode == 2, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func itKeepsWhatAFileHas() throws {
        _ = try home.system("mkdir -p scripts .git")
        let path = try home.write(
            "print(arg[0], arg[-1], arg[1], ...) print(session.read_only) return 7", to: "scripts/both.lua")
        let file = try home.ampsh([
            "--sandbox-path", ":memory:", "--read-only", "-e", "print 'first'", path, "a", "--x=1", "",
        ])
        let name = try home.ampsh(
            ["--sandbox-path", ":memory:", "--read-only", "-e", "print 'first'", "run", "both", "a", "--x=1", ""])
        #expect(name.lines == file.lines.map { $0.replacing("\tprint 'first'\t", with: "\trun\t") })
        #expect(name.lines[1] == "\(path)\trun\ta\ta\t--x=1\t")
        #expect(try ampsh(["run", "--help"]).lines[2] == "USAGE: ampsh [OPTION...] run NAME [ARG...]")
    }

    /// A file of such a name is written with its folder.
    @Test func aFileNamedLikeASubcommandIsRunByItsPath() throws {
        for name in ["run", "scripts"] {
            _ = try home.write("print 'the file'", to: name)
            #expect(try ampsh(["./\(name)"]).output == "the file\n")
            #expect(try ampsh(["--", name]).output == "the file\n")
        }
    }

    @Test func twoOfOneNameAreAnError() throws {
        _ = try scripts("add", url, "one")
        _ = try scripts("add", url, "two")
        let result = try ampsh(["run", "owners"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("one:owners, two:owners; say which"), "\(result.errors)")
        #expect(try ampsh(["run", "two:owners"]).errors.hasPrefix("ampsh: running two:owners at "))
    }

    // MARK: - At the prompt

    @Test func thePromptKnowsTheNames() throws {
        _ = try scripts("add", url, "acme/snippets")
        let result = try ampsh(
            ["-i"],
            "help 'freeze'\n.run owners\nshell.run('freeze', 'a', 'b')\nshell.run('nope')\n.run\nshell.run 'runs_'\n")
        #expect(result.output.hasPrefix("freeze.lua: deactivates all\nbut a list.\n"), "\(result.output)")
        #expect(result.lines.suffix(2) == ["owners", "freeze.lua\ta\t2\tteam\tteam"])
        for text in [
            "running acme/snippets:owners at ", "argument: shell.run: no script is called 'nope'",
            ".run takes the name of a script",
        ] { #expect(result.errors.contains(text), "\(result.errors)") }
    }

    private func ampsh(_ arguments: [String], _ input: String) throws -> ShellProcess.Result {
        try home.ampsh(["--sandbox-path", ":memory:"] + arguments, input: input)
    }

    @Test func codeThatIsNotTrustedReadsNoScript() throws {
        _ = try home.system("mkdir -p scripts .git")
        _ = try home.write("-- a secret of the header", to: "scripts/named.lua")
        let file = try home.write("help 'named' print(shell)", to: "script.lua")
        let result = try ampsh(["--restricted", file])
        #expect(!result.output.contains("secret"))
        let prompt = try ampsh(["--restricted", "-i"], ".run named\n.help named\n")
        #expect(!(prompt.output + prompt.errors).contains("secret"), "\(prompt.errors)")
    }

    @Test func tabCompletesNamesOptionsAndKeys() throws {
        _ = try home.system("mkdir -p data/ampsh/scripts")
        _ = try home.write(
            "-- sweep.lua: sweeps.\n--\n-- Usage: sweep [options] GLOB\n--\n-- Options:\n--   --only-old  old ones\n",
            to: "data/ampsh/scripts/sweep.lua")
        let session = try home.prompt()
        session.type(".run swe\t")
        try session.expect(".run sweep")
        session.type(" --o\t")
        try session.expect("--only-old")
        session.type(" fare-c\t")
        try session.expect("fare-capping")
        session.type("\u{15}shell.run('sw\t")
        try session.expect("shell.run('sweep'")
        session.type("\u{15}\u{04}")
    }
}
