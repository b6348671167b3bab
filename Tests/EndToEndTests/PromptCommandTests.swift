import Platform
import TestSupport
import Testing

/// The commands of the prompt in the real binary, on a pseudo terminal.
struct PromptCommandTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    @Test func theNextPageFollowsThePageThatWasShown() throws {
        let session = try home.prompt()
        #expect(try session.reply(to: ".next").contains("no page was shown yet"))
        try session.reply(to: "first = experiments.list{limit = 2};")
        try session.reply(to: "experiments.list{limit = 2}")
        let second = try session.reply(to: ".next")
        #expect(try session.reply(to: "_[1].id == shell.next(first)[1].id, #_") == "true\n2\n")
        #expect(second.contains("31215"))
        try session.reply(to: "deployments.list{}")
        #expect(try session.reply(to: ".next").contains("that was the last page"))
        #expect(
            try session.reply(to: "pcall(shell.next, setmetatable({nextCursor = 'x'}, getmetatable(first)))").contains(
                "no call"))
    }

    @Test func aFileIsLoadedAndASessionSaved() throws {
        let file = try home.write(
            "#!/usr/bin/env ampsh\nfunction double(x)\n  return 2 * x\nend\nreturn ...", to: "my lib.lua")
        let session = try home.prompt()
        #expect(try session.reply(to: ".load '\(file)' seven") == "seven\n")
        #expect(try session.reply(to: "double(21)") == "42\n")
        #expect(try session.reply(to: "double??").contains("function double(x)\n  return 2 * x\nend"))
        try session.reply(to: "y = double(4)")
        #expect(try session.reply(to: ".save ~/kept.lua 2-4").contains("wrote 2 entries"))
        #expect(home.read("kept.lua") == "pp(double(21))\ny = double(4)\n")
        #expect(try session.reply(to: ".save ~/all.lua").contains("wrote 3 entries"))
        #expect(home.read("all.lua") == "pp(shell.load(\"\(file)\", \"seven\"))\npp(double(21))\ny = double(4)\n")
        #expect(try session.reply(to: ".save! '\(file)'").contains("entry 1 loads that file"))
        #expect(try session.reply(to: ".load nothing.lua").contains("cannot open nothing.lua"))
    }

    @Test func theEditorGetsTheLastEntryAndWhatItSavedRuns() throws {
        let editor = try home.write(
            "#!/bin/sh\nls -l \"$1\" | cut -c1-10 > \(home.path)/mode\nsed -i 's/41/42/' \"$1\"\n", to: "editor.sh")
        chmod(editor, 0o755)
        let session = try home.prompt(environment: ["VISUAL": editor, "TMPDIR": home.path])
        try session.reply(to: "x = 41")
        #expect(try session.reply(to: ".edit").contains("x = 42"))
        #expect(try session.reply(to: "x") == "42\n")
        #expect(home.read("mode") == "-rw-------\n")
        #expect(try home.system("ls \(home.path)").output.contains("ampsh-") == false)
        #expect(try session.reply(to: ".history 3").contains("x = 42"))
    }

    // field/prompt 1
    @Test func aSavedFileChangesWhatTheSessionChangedOrIsNotWritten() throws {
        let session = try home.prompt()
        let before = try session.reply(to: "experiments.list{limit = 3}")
        #expect(before.contains("31215"))
        try session.reply(to: "experiments.activate(_[3])")
        let said = try session.reply(to: ".save ~/kept.lua")
        #expect(said.contains("nothing was saved") && said.contains("entry 2 uses _"), "\(said)")
        #expect(home.read("kept.lua") == nil)
        #expect(try session.reply(to: "pcall(shell.save, '\(home.path)/kept.lua')").contains("false"))
        #expect(home.read("kept.lua") == nil)
        // With names of its own, and with what was shown; the line that saves is not saved itself.
        try session.reply(to: "list = experiments.list{limit = 3}")
        try session.reply(to: "local list = {}")
        try session.reply(to: "experiments.deactivate(list[3])")
        try session.reply(to: "list[3].key")
        #expect(try session.reply(to: "shell.save('\(home.path)/kept.lua', '5-99')") == "4\n")
        let target = "list = experiments.list{limit = 3}\ndo local list = {} end\nexperiments.deactivate(list[3])\n"
        #expect(home.read("kept.lua") == target + "pp(list[3].key)\n")
        try session.reply(to: "experiments.activate('31215')")
        #expect(try session.reply(to: ".load ~/kept.lua").contains("lost-and-found"))
        #expect(try session.reply(to: "experiments.get('31215').enabled") == "false\n")
    }

    // field/prompt 1
    @Test func theTargetOfAnEntryIsSavedWithIt() throws {
        _ = try home.system(
            """
            mkdir -p config/ampsh && chmod 700 config config/ampsh &&
            printf '[stage]\\nurl = "http://127.0.0.1:1"\\nkey_env = "STAGE_KEY"\\n' \\
            > config/ampsh/config.toml && chmod 600 config/ampsh/config.toml
            """)
        let session = try home.prompt(environment: ["STAGE_KEY": "ampex_stage_0123456789"])
        try session.reply(to: "x = session.target")
        try session.reply(to: ".profile stage", prompt: "ampsh stage> ")
        try session.reply(to: "y = session.target", prompt: "ampsh stage> ")
        try session.reply(to: ".profile nothing", prompt: "ampsh stage> ")
        let said = try session.reply(to: ".save ~/kept.lua", prompt: "ampsh stage> ")
        #expect(said.contains("wrote 3 entries") && said.contains("; .profile left out"), "\(said)")
        #expect(
            home.read("kept.lua") == "x = session.target\npp(shell.profile(\"stage\"))\ny = session.target\n"
                || home.read("kept.lua") == "x = session.target\nshell.profile(\"stage\")\ny = session.target\n")
    }

    /// A command is saved as its function; one that is private keeps the file from being written, and one that failed, if
    /// only in its middle, is named.
    @Test func aCommandThatIsPrivateIsRefusedAndOneThatFailedIsNamed() throws {
        _ = try home.write("half = 1 error('no')", to: "half.lua")
        _ = try home.write("whole = 1", to: "whole.lua")
        let session = try home.prompt()
        try session.reply(to: "x = 1")
        try session.reply(to: ".load ~/half.lua")
        #expect(try session.reply(to: ".save ~/kept.lua").contains("wrote 1 entry to ~/kept.lua; .load left out\n"))
        #expect(home.read("kept.lua") == "x = 1\n")
        try session.reply(to: " .load ~/whole.lua")
        #expect(try session.reply(to: ".save! ~/kept.lua").contains("nothing was saved"))
        #expect(try session.reply(to: ".save! ~/kept.lua").contains("entry 4 is private"))
        #expect(home.read("kept.lua") == "x = 1\n")
    }

    // field/prompt 4
    @Test(arguments: ["true", "touch", "sh -c 'cat \"$1\" > \"$1.2\" && mv \"$1.2\" \"$1\"' -", "sed -i '$a\\'"])
    func anEditorThatIsLeftWithoutAChangeRunsNothing(_ editor: String) throws {
        let session = try home.prompt(environment: ["EDITOR": editor, "TMPDIR": home.path])
        try session.reply(to: "n = (n or 0) + 1")
        #expect(try session.reply(to: ".edit").contains("not changed; nothing was run"))
        #expect(try session.reply(to: "n") == "1\n")
        #expect(try session.reply(to: "shell.edit(1)").contains("not changed; nothing was run"))
        #expect(try session.reply(to: "n") == "1\n")
    }

    // field/prompt 1
    @Test func anEntryIsNotEditedWhoseValueIsAnotherByNow() throws {
        let session = try home.prompt(environment: ["EDITOR": "sed -i s/1/2/"])
        try session.reply(to: "{1, 2, 3}")
        try session.reply(to: "x = _[1]")
        try session.reply(to: "{4, 5, 6}")
        #expect(try session.reply(to: ".edit 2").contains("entry 2 uses _, which holds something else by now"))
        #expect(try session.reply(to: "x") == "1\n")
        // One that failed has its value still.
        try session.reply(to: "{7, 8, 9}")
        try session.reply(to: "x = _[1].no.thing")
        #expect(try session.reply(to: ".edit").contains("_[2].no.thing"))
    }

    // field/attack 7
    @Test func aKeyInUseIsKeptOutOfEveryFile() throws {
        let key = "Xq7-plain.Secret/of+ours=42"
        let session = try home.terminal(
            ["--color", "never", "--url", "http://127.0.0.1:1"], environment: ["AMPSH_API_KEY": key], columns: 160)
        let prompt = "ampsh 127.0.0.1> "
        try session.expect(prompt)
        let hexadecimal = key.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for text in [key, String(key.prefix(16)), "Xq7-plain.Sec\" .. \"ret/of+ours=42", hexadecimal] {
            try session.reply(to: "x = \"\(text)\"", prompt: prompt)
        }
        try session.reply(to: "y = 'harmless'", prompt: prompt)
        #expect(try session.reply(to: ".save ~/kept.lua", prompt: prompt).contains("entry 1 is private"))
        try session.reply(to: ".save ~/kept.lua 5", prompt: prompt)
        try session.reply(to: ".save '~/\(key)'", prompt: prompt)
        session.type("\u{4}")
        #expect(try session.expectExit() == 0)
        #expect(home.read("kept.lua") == "y = 'harmless'\n")
        let history = try #require(home.read("state/ampsh/history"))
        #expect(history.contains("harmless") && !history.contains("Xq7") && !history.contains(hexadecimal))
    }

    // field/attack 9
    @Test(arguments: ["config/ampsh/init.lua", ".editrc", "state/ampsh/history"])
    func aPipeOrADeviceDoesNotHoldTheStart(_ file: String) throws {
        _ = try home.system("mkdir -p config/ampsh state/ampsh && mkfifo \(file)")
        let session = try home.prompt()
        #expect(try session.reply(to: "1 + 1") == "2\n")
        let told = String(decoding: session.transcript, as: UTF8.self).contains("no regular file")
        #expect(told == (file != ".editrc"))
    }

    // field/prompt 12, 26
    @Test func whatIsSetIsWhatIsInTheQuotesAndIsShownAsThat() throws {
        let session = try home.prompt(["--read-only"], prompt: "ampsh sandbox (read-only)> ")
        let prompt = "ampsh sandbox (read-only)> "
        for value in ["\"less -S\"", "'less -S'", "less -S"] {
            try session.reply(to: ".set pager \(value)", prompt: prompt)
            #expect(try session.reply(to: ".set pager", prompt: prompt) == "pager is less -S\n")
        }
        try session.reply(to: ".set output json", prompt: prompt)
        let environment = try session.reply(to: ".env", prompt: prompt)
        #expect(environment.contains("less -S  (.set pager)") && environment.contains("json  (.set output)"))
    }

    // field/prompt 16
    @Test func aCommandWithoutItsDotIsNoted() throws {
        let session = try home.prompt()
        #expect(try session.reply(to: "history").contains("did you mean .history?"))
        #expect(try session.reply(to: "proflie").contains("did you mean .profile?"))
        #expect(try session.reply(to: "nothing_of_that") == "note: nothing_of_that is nil\n")
        try session.reply(to: "history = 5")
        #expect(try session.reply(to: "history") == "5\n")
    }

    @Test(arguments: ["false", "truncate -s 0", "/nonexistent/editor"])
    func anEditorThatGivesUpRunsNothing(_ editor: String) throws {
        let session = try home.prompt(environment: ["EDITOR": editor])
        try session.reply(to: "n = (n or 0) + 1")
        let said = try session.reply(to: ".edit")
        #expect(said.contains("nothing was run") || said.contains("cannot be run"), "\(said)")
        #expect(try session.reply(to: "n") == "1\n")
    }

    @Test func ctrlCEndsAWatchAndThePromptSurvives() throws {
        let session = try home.prompt(environment: ["TERM": "dumb"])
        try session.reply(to: "n = 0")
        session.type(".watch 0.1 (function() n = n + 1 return 'round ' .. n end)()\r")
        try session.expect("* round 2")
        session.type("\u{3}")
        try session.expect("ampsh sandbox> ")
        #expect(try session.reply(to: "'alive'") == "alive\n")
        #expect(!String(decoding: session.transcript, as: UTF8.self).contains("\u{1B}[H"))
    }

    @Test func aProfileIsSwitchedToAndBack() throws {
        _ = try home.system(
            """
            mkdir -p config/ampsh && chmod 700 config config/ampsh &&
            printf '[stage]\\nurl = "http://127.0.0.1:1"\\nkey_env = "STAGE_KEY"\\n[empty]\\nkey_env = "NO_KEY"\\n' \
            > config/ampsh/config.toml && chmod 600 config/ampsh/config.toml
            """)
        let session = try home.prompt(environment: ["STAGE_KEY": "ampex_stage_0123456789"])
        #expect(try session.reply(to: ".profile").contains("* sandbox"))
        #expect(try session.reply(to: ".profile empty").contains("NO_KEY"))
        #expect(try session.reply(to: ".profile stge").contains("did you mean"))
        try session.reply(to: "get = experiments.get")
        #expect(try session.reply(to: "session.target") == "sandbox\n")
        // A sandbox that is in memory only is the same when one comes back.
        #expect(try session.reply(to: "experiments.activate('31238')").contains("true"))
        let stage = "ampsh stage> "
        #expect(try session.reply(to: ".profile stage", prompt: stage).contains("profile stage, http://127.0.0.1:1"))
        #expect(try session.reply(to: "session.target, session.profile", prompt: stage) == "stage\nstage\n")
        #expect(try session.reply(to: "select(2, pcall(get, '31238')).kind", prompt: stage) == "network\n")
        let environment = try session.reply(to: ".env", prompt: stage)
        #expect(environment.contains("ampex_…6789") && !environment.contains("0123456789"))
        #expect(try session.reply(to: "shell.profile('sandbox')").contains("sandbox :memory:"))
        #expect(try session.reply(to: "session.profile == nil, get('31238').enabled") == "true\ntrue\n")
    }

    @Test(
        arguments: [("quit(3)", 3), ("exit", 0), (".exit 4", 4), ("shell.exit(5)", 5), ("os.exit(6)", 6)]
            as [(String, Int32)])
    func leavingHasACode(_ line: String, _ code: Int32) throws {
        let session = try home.prompt()
        session.type(line + "\r")
        #expect(try session.expectExit() == code)
        #expect(session.isCooked)
    }

    @Test func scriptsHaveTheFunctionsThatMakeSenseThere() throws {
        let library = try home.write("loaded = 'yes'", to: "lib.lua")
        let code =
            "shell.load('\(library)') shell.output('csv') print(loaded, shell.output(), require('ampsh').shell == shell)"
        let result = try home.ampsh(["--sandbox-path", ":memory:", "-e", code])
        #expect(result.output == "yes\tcsv\ttrue\n", "\(result.errors)")
        let refused = try home.ampsh(["--sandbox-path", ":memory:", "-e", "shell.history()"])
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("shell.history: works only where a prompt is open"))
    }

    @Test func theRcFileSetsOptionsAndAFailureIsTold() throws {
        _ = try home.system("mkdir -p config/ampsh && chmod 700 config config/ampsh")
        _ = try home.write("shell.set('prompt', 'mine: ') error('late')", to: "config/ampsh/init.lua")
        let session = try home.terminal(["--color", "never", "--sandbox-path", ":memory:"])
        try session.expect("late")
        try session.expect("mine: ")
        try session.roundtrip("shell.set('prompt', nil)", "ampsh sandbox> ")
    }

    @Test func slowLinesShowTheirTimeUnlessItIsQuiet() throws {
        let session = try home.prompt()
        #expect(try session.reply(to: "sleep(0.51)", tellsTime: true).contains(/\d m?s\n/))
        let quiet = try home.prompt(["-q"])
        #expect(try quiet.reply(to: "sleep(0.51)", tellsTime: true) == "")
    }
}
