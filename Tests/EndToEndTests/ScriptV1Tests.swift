import JSON
import TestSupport
import Testing

/// The scripts that need the API of today: `flags.lua`, `retag.lua`, `qa_users.lua`, `history.lua` and `stale.lua`.
struct ScriptV1Tests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func run(
        _ script: String, _ arguments: [String], options: [String] = [], input: String = ""
    ) throws -> ShellProcess.Result {
        try home.script(script, arguments, options: ["--api", "v1"] + options, input: input)
    }

    private func evaluate(_ code: String) throws -> String {
        let result = try home.ampsh(["--api", "v1", "--sandbox-path", home.sandbox, "-e", code])
        guard result.exitCode == 0 else { throw ShellHomeError.failed(code, result.errors) }
        return result.output.hasSuffix("\n") ? String(result.output.dropLast()) : result.output
    }

    @Test(
        arguments: [
            ("flags.lua", []), ("retag.lua", ["-a", "x", "*"]), ("qa_users.lua", ["k", "on", "-"]), ("history.lua", []),
            ("stale.lua", []),
        ] as [(String, [String])])
    func theBetaIsToldWhatItLacks(_ script: String, _ arguments: [String]) throws {
        let result = try home.script(script, arguments, options: ["--api", "beta"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("--api v1"), "\(result.errors)")
    }

    @Test(arguments: ["flags.lua", "retag.lua", "qa_users.lua", "history.lua", "stale.lua"])
    func helpIsTheHeader(_ script: String) throws {
        let result = try run(script, ["--help"])
        #expect(result.exitCode == 0)
        #expect(result.output.hasPrefix("\(script): "))
    }

    // MARK: - flags.lua

    @Test func flagsAreShownWithWhatTheyHave() throws {
        let count = try evaluate("#flags.all{}")
        let all = try run("flags.lua", ["--width", "0"])
        #expect(all.exitCode == 0, "\(all.errors)")
        #expect(all.lines.count == (Int(count) ?? 0) + 1)
        #expect(all.lines[0].split(separator: " ").prefix(4) == ["id", "key", "active", "users"])
        #expect(all.errors.contains("\(count) flags, "), "\(all.errors)")
        let key = try evaluate("flags.find{enabled = true}().key")
        let one = try run("flags.lua", ["--width", "0", "-e", "yes", key])
        #expect(one.lines.count == 2)
        #expect(one.lines[1].contains(" \(key) "))
        let owner = try evaluate("flags.find{enabled = true}().createdBy")
        let owned = try run("flags.lua", ["--owner", owner, "--sort", "key", "--width", "0"])
        #expect(owned.lines.count == Int(try evaluate("#pluck(flags.find{createdBy = '\(owner)'}, 'id') + 1")))
        let keys = owned.lines.dropFirst().compactMap { $0.split(separator: " ").dropFirst().first }
        #expect(keys == keys.sorted())
    }

    // MARK: - retag.lua

    @Test func tagsAreGivenTakenAndRenamedOnce() throws {
        let ids = try evaluate(
            "table.concat(pluck(experiments.find{key = 's*', projectId = '417260'}, 'id'), ' ')"
        )
        .split(separator: " ")
        let arguments = ["-p", "417260", "--only", "experiments", "-a", "q9", "s*"]
        let dry = try run("retag.lua", ["-n"] + arguments)
        #expect(dry.exitCode == 0, "\(dry.errors)")
        #expect(dry.errors == "\(ids.count) items: \(ids.count) would be done (dry run, nothing was written)\n")
        #expect(try evaluate("#pluck(experiments.find{tag = 'q9'}, 'id')") == "0")
        let first = try run("retag.lua", arguments)
        #expect(first.errors == "\(ids.count) items: \(ids.count) done\n", "\(first.output)")
        #expect(try evaluate("#pluck(experiments.find{tag = 'q9'}, 'id')") == "\(ids.count)")
        let again = try run("retag.lua", arguments)
        #expect(again.errors == "\(ids.count) items: \(ids.count) left as they are\n")
        let renamed = try run("retag.lua", ["-t", "q9", "--rename", "q9=q10", "*"])
        #expect(renamed.exitCode == 0, "\(renamed.errors)")
        #expect(try evaluate("#pluck(experiments.find{tag = 'q10'}, 'id')") == "\(ids.count)")
        _ = try run("retag.lua", ["-r", "q10", "*"])
        #expect(try evaluate("#pluck(experiments.find{tag = 'q1*'}, 'id')") == "0")
    }

    @Test func whatCannotBeEditedFailsAndTheOthersAreDone() throws {
        let result = try run("retag.lua", ["-a", "x", "kr-hero-banner", "search-ranker"])
        #expect(result.exitCode == 6)
        #expect(result.errors == "2 items: 1 done, 1 failed\n", "\(result.output)")
    }

    @Test func retaggingSaysWhatItNeeds() throws {
        #expect(try run("retag.lua", ["*"]).errors.contains("--add, --remove or --rename"))
        #expect(try run("retag.lua", ["-a", "x", "-r", "x", "*"]).exitCode == 2)
        #expect(try run("retag.lua", ["--rename", "x", "*"]).errors.contains("expected OLD=NEW"))
    }

    // MARK: - qa_users.lua

    @Test func usersAreAddedOnceAndTakenByName() throws {
        let flag = try evaluate("flags.find{enabled = true, projectId = '417260'}().key")
        let variant = try evaluate("flags.find{key = '\(flag)', projectId = '417260'}().variants[1].key")
        let users = "flags.variants.users.list(flags.find{key = '\(flag)', projectId = '417260'}(), '\(variant)')"
        _ = try evaluate(
            "flags.variants.users.remove_all(flags.find{key = '\(flag)', projectId = '417260'}(), '\(variant)')")
        let arguments = ["-p", "417260", "--flag", flag, variant]
        let first = try run("qa_users.lua", arguments + ["-"], input: "qa-1\n# no\nqa-2\nqa-1\n")
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(first.errors == "2 added, 0 removed, 0 there already; \(variant) now has 2 users\n")
        let again = try run("qa_users.lua", arguments + ["-"], input: "qa-2\nqa-1\n")
        #expect(again.errors == "0 added, 0 removed, 2 there already; \(variant) now has 2 users\n")
        #expect(again.output == "")
        let sheet = try home.write("name,user_id\nAda,qa-3\nBob,\nCy, qa-1 \n", to: "users.csv")
        let dry = try run("qa_users.lua", arguments + [sheet, "--exact", "-n"])
        #expect(
            dry.errors == "1 to add, 1 to remove, 1 there already (dry run, nothing was written)\n", "\(dry.output)")
        let exact = try run("qa_users.lua", arguments + [sheet, "--exact"])
        #expect(exact.errors == "1 added, 1 removed, 1 there already; \(variant) now has 2 users\n")
        #expect(try evaluate("table.concat(sort_by(\(users), function(x) return x end), ' ')") == "qa-1 qa-3")
        let cleared = try run("qa_users.lua", arguments + ["--clear"])
        #expect(cleared.errors == "0 added, 2 removed, 0 there already; \(variant) now has 0 users\n")
        #expect(try evaluate("#\(users)") == "0")
    }

    @Test func wrongListsOfUsersAreRefusedBeforeAnythingIsSent() throws {
        let flag = try evaluate("flags.find{enabled = true, projectId = '417260'}().id")
        #expect(try run("qa_users.lua", [flag, "nobody", "-"], input: "a\n").errors.contains("has no variant nobody"))
        #expect(try run("qa_users.lua", ["nothing", "on", "-"], input: "a\n").exitCode == 4)
        #expect(try run("qa_users.lua", [flag, "on", "-"], input: "").exitCode == 2)
        #expect(
            try run("qa_users.lua", [flag, "on", "-"], input: "a\u{200B}b\n").errors.contains("an invisible character"))
        let sheet = try home.write("id\na\n", to: "u.csv")
        #expect(try run("qa_users.lua", [flag, "on", sheet]).errors.contains("has no column user_id; it has id"))
    }

    @Test func itNeverRemovesByThePlaceInTheList() throws {
        let text = try #require(ShellHome.text(ofFile: ShellHome.repository + "/scripts/qa_users.lua"))
        #expect(text.contains("users.bulk_remove"))
        #expect(!text.contains("users.remove(") && !text.contains("users.remove,") && !text.contains("remove_all"))
    }

    // MARK: - history.lua

    @Test func changesAreToldWithWhatTheyChanged() throws {
        let id = try evaluate("experiments.find{enabled = true, projectId = '417260'}().id")
        let key = try evaluate("experiments.get('\(id)').key")
        _ = try evaluate("experiments.edit('\(id)', {description = 'Daily cap', rolloutPercentage = 37})")
        let newest = try run("history.lua", ["-p", "417260", "--newest", "1", key])
        #expect(newest.exitCode == 0, "\(newest.errors)")
        #expect(newest.lines[0].contains("\(key) (\(id))"), "\(newest.output)")
        #expect(newest.lines.contains { $0.hasPrefix("    rolloutPercentage ") && $0.hasSuffix(" → 37 %") })
        #expect(newest.lines.contains { $0.hasPrefix("    description ") && $0.hasSuffix(" → \"Daily cap\"") })
        #expect(newest.errors == "1 change by one author (sandbox)\n")
        let lines = try run("history.lua", ["-j", "--field", "rolloutPercentage", "-p", "417260", key])
        let first = try JSONValue(parsing: Array((lines.lines.first ?? "").utf8))
        #expect(first["key"] == .string(key))
        #expect(lines.lines.allSatisfy { $0.contains("\"field\":\"rolloutPercentage\"") })
        let whole = try run("history.lua", ["-p", "417260", key])
        let versions = try evaluate("#experiments.versions.list('\(id)')")
        #expect(whole.errors.hasPrefix("\(versions) change"), "\(whole.errors)")
        #expect(whole.lines.filter { $0.hasSuffix(", made") }.count == 1)
        let nobody = try run("history.lua", ["--by", "nobody", key])
        #expect(nobody.errors.hasPrefix("0 changes"))
        #expect(try run("history.lua", ["--since", "yesterday"]).exitCode == 2)
        let since = try run("history.lua", ["--since", "2999-01-01"])
        #expect(since.errors.hasPrefix("0 changes"))
    }

    // MARK: - stale.lua

    @Test func whatIsOverIsFoundAndArchived() throws {
        let setup = """
            local function make(key, edit)
              local id = flags.create{projectId = "5", key = key, variants = {{key = "on"}, {key = "off2"}}}.id
              flags.set_rollout_weights(id, {on = 1, off2 = key == "half" and 1 or 0})
              if edit then flags.edit(id, edit) end
              return id
            end
            make("out", {enabled = true, rolloutPercentage = 100})
            make("half", {enabled = true, rolloutPercentage = 100})
            make("part", {enabled = true, rolloutPercentage = 50})
            make("back", {enabled = true, rolloutPercentage = 0})
            make("none", {enabled = false, rolloutPercentage = 100})
            make("segment", {enabled = true, rolloutPercentage = 0, targetSegments = {
              {name = "s", conditions = {}, percentage = 5, rolloutWeights = {on = 1}}}})
            """
        _ = try evaluate(setup)
        let list = try run("stale.lua", ["-p", "5", "--days", "0", "--json"])
        #expect(list.exitCode == 0, "\(list.errors)")
        let found = try list.lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(Set(found.compactMap { $0["key"]?.stringValue }) == ["out", "back", "none"], "\(list.output)")
        #expect(found.first { $0["key"] == "out" }?["over"] == "rolled out: on")
        #expect(try run("stale.lua", ["-p", "5"]).output == "", "they were changed today")
        let dry = try run("stale.lua", ["-p", "5", "--days", "0", "--archive", "-n"])
        #expect(dry.errors == "3 items: 3 would be done (dry run, nothing was written)\n", "\(dry.output)")
        let done = try run("stale.lua", ["-p", "5", "--days", "0", "--archive"])
        #expect(done.errors == "3 items: 3 done\n", "\(done.output)")
        #expect(try evaluate("#flags.all{projectId = '5'}") == "3")
        #expect(try evaluate("#flags.all{projectId = '5', includeArchived = true}") == "6")
        let none = try run("stale.lua", ["-p", "5", "--days", "0", "--archive"])
        #expect(none.errors == "0 items: nothing to do\n")
    }

    @Test func whatOthersDependOnIsNotOver() throws {
        let parents = try evaluate(
            """
            local ids = {}
            for f in flags.each{} do for id in pairs((f.parentDependencies or {}).flags or {}) do ids[#ids + 1] = id end end
            for e in experiments.each{} do for id in pairs((e.parentDependencies or {}).flags or {}) do ids[#ids + 1] = id end end
            return table.concat(ids, " ")
            """
        ).split(separator: " ").map(String.init)
        try #require(!parents.isEmpty)
        let list = try run("stale.lua", ["--days", "0", "--json"])
        let found = try list.lines.compactMap { try JSONValue(parsing: Array($0.utf8))["id"]?.stringValue }
        #expect(Set(found).isDisjoint(with: parents))
        #expect(!found.isEmpty)
    }
}
