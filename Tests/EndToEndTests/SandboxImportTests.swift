import TestSupport
import Testing

/// `ampsh sandbox import` on the real binary: files, standard input, and a profile that is only read.
struct SandboxImportTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    private func ampsh(_ arguments: [String], input: String = "") throws -> ShellProcess.Result {
        try home.ampsh(arguments, input: input)
    }

    private func take(_ arguments: String..., input: String = "") throws -> ShellProcess.Result {
        try home.ampsh(["sandbox", "import", "--sandbox-path", "mine.sqlite"] + arguments, input: input)
    }

    @Test(arguments: ["json", "jsonl"])
    func anExportOfTheScriptIsTakenAndComesOutAgain(_ format: String) throws {
        #expect(try home.script("export.lua", ["-o", "out.\(format)"]).exitCode == 0)
        let taken = try take("--replace-all", "out.\(format)")
        #expect(taken.exitCode == 0, "\(taken.errors)")
        #expect(taken.lines.prefix(2) == ["into mine.sqlite, which was emptied", "  60 experiments: 60 new"])
        let again = try ampsh(
            ["--sandbox-path", "mine.sqlite", ShellHome.repository + "/scripts/export.lua", "-o", "again.\(format)"])
        #expect(again.exitCode == 0)
        #expect(home.read("again.\(format)") == home.read("out.\(format)"))
        #expect(try take("out.\(format)").lines[1] == "  60 experiments: 60 unchanged")
    }

    @Test func whatAListPrintedIsTakenFromStandardInput() throws {
        for (api, output) in [("beta", "json"), ("v1", "jsonl")] {
            let all = try ampsh([
                "--sandbox-path", home.sandbox, "--api", api, "--output", output, "-e", "experiments.all{}",
            ])
            let taken = try take("--replace-all", "-", input: all.output)
            #expect(taken.lines.dropFirst().first == "  60 experiments: 60 new", "\(taken.errors)")
            let again = try ampsh([
                "--sandbox-path", "mine.sqlite", "--api", api, "--output", output, "-e", "experiments.all{}",
            ])
            #expect(again.output == all.output)
        }
    }

    @Test func aNewSandboxHasTheDemoDataBeside() throws {
        _ = try home.script("export.lua", ["-o", "out.json"])
        #expect(try take("out.json").lines[1] == "  60 experiments: 60 unchanged")
        #expect(try ampsh(["sandbox", "info", "--sandbox-path", "mine.sqlite"]).output.contains("flags       25"))
    }

    @Test func aFaultIsNamedAndTheFileIsAsItWas() throws {
        let export = try home.script("export.lua", ["-f", "jsonl"]).lines
        var lines = export
        lines[30] = lines[30].replacing("\"enabled\":", with: "\"enabled\":1,\"was\":")
        _ = try home.write(lines.joined(separator: "\n"), to: "bad.jsonl")
        _ = try take("--replace-all", "-", input: export[0])
        let result = try take("--replace-all", "bad.jsonl")
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(
            result.errors == "ampsh: nothing was imported\nline 31: enabled: expected a boolean, got an integer\n")
        #expect(try ampsh(["--sandbox-path", "mine.sqlite", "-e", "#experiments.all{}"]).output == "1\n")
    }

    @Test(arguments: [
        ([], "give a FILE"), (["a.json", "--from", "prod"], "give a FILE"), (["--frm", "x"], "Unknown option"),
        (["--sandbox-path", ":memory:", "a.json"], "different targets"),
    ])
    func aMistakeIsAUsageError(_ arguments: [String], _ message: String) throws {
        let result = try ampsh(["sandbox", "import", "--sandbox-path", "mine.sqlite"] + arguments)
        #expect(result.exitCode == 2)
        #expect(result.errors.contains(message) || arguments.contains(":memory:"), "\(result.errors)")
        #expect(home.read("mine.sqlite") == nil)
    }

    @Test func whatEndsWithTheCommandTakesNothing() throws {
        let result = try ampsh(["sandbox", "import", "--sandbox-path", ":memory:", "a.json"])
        #expect(result.exitCode == 2)
        #expect(result.errors.contains("--sandbox-path PATH"))
    }

    // MARK: - From a profile

    private func profile(_ url: String, _ api: String) throws {
        _ = try home.system("mkdir -p config/ampsh")
        _ = try home.write(
            "[team]\nurl = \"\(url)\"\napi = \"\(api)\"\nkey_file = \"\(home.path)/key\"\n",
            to: "config/ampsh/config.toml")
        _ = try home.write("akey_of_the_team\n", to: "key")
        _ = try home.system("chmod 600 config/ampsh/config.toml key")
    }

    /// A page of two, then one of one, of each list; anything else is 404.
    private static func pages(_ request: ScriptedServer.Request) -> ScriptedServer.Reply {
        guard request.method == "GET", request.text.contains("Bearer akey_of_the_team") else {
            return .answer(500, "{}")
        }
        let path = request.target.prefix { $0 != "?" }
        let name = path.split(separator: "/").last ?? ""
        let isSecond = request.target.contains("cursor=next")
        func object(_ id: Int) -> String {
            let shared = #""id":"\#(id)","projectId":"1","key":"\#(name)-\#(id)""#
            switch name {
            case "deployments": return #"{\#(shared),"label":"l","deleted":false}"#
            case "experiments", "flags":
                let number = name == "flags" ? id + 100 : id
                return
                    #"{"id":"\#(number)","projectId":"1","key":"\#(name)-\#(id)","deployments":["1"],"name":"n","description":"d","#
                    + #""enabled":true,"bucketingKey":"u","variants":[{"key":"on"}],"rolloutWeights":{"on":1},"targetSegments":[],"#
                    + #""startDate":null,"endDate":null,"stickyBucketing":false,"state":"analyzing","deleted":true}"#
            default: return ""
            }
        }
        guard ["deployments", "experiments", "flags", "mutexes", "holdouts"].contains(name) else {
            return .answer(404, "{}")
        }
        let items = ["mutexes", "holdouts"].contains(name) ? [] : isSecond ? [object(3)] : [object(1), object(2)]
        return .answer(
            200,
            #"{"\#(name)":[\#(items.joined(separator: ","))],"nextCursor":\#(isSecond || items.isEmpty ? "null" : "\"next\"")}"#
        )
    }

    @Test func aProfileIsReadByPagesAndNothingIsWrittenThere() throws {
        let server = try ScriptedServer { Self.pages($0) }
        try profile(server.url, "v1")
        let result = try take("--replace-all", "--from", "team")
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(result.lines.contains("  3 experiments: 3 new") && result.lines.contains("  3 flags: 3 new"))
        #expect(result.errors.contains("read 3 experiments of team\n"))
        #expect(Set(server.requests.map(\.method)) == ["GET"])
        #expect(server.requests.count == 8)
        #expect(
            server.requests.contains {
                $0.target.contains("/api/1/experiments?") && $0.target.contains("includeArchived=true")
            })
        #expect(
            try ampsh(["--sandbox-path", "mine.sqlite", "--api", "v1", "-e", "experiments.get('2').state"]).output
                == "analyzing\n")
        #expect(!(result.output + result.errors).contains("akey_of_the_team"))
    }

    @Test func aProfileThatFailsLeavesTheSandboxAsItIs() throws {
        let server = try ScriptedServer { request in
            request.target.contains("cursor") ? .answer(403, #"{"error":"locked"}"#) : Self.pages(request)
        }
        try profile(server.url, "v1")
        _ = try ampsh(["--sandbox-path", "mine.sqlite", "-e", "#experiments.all{}"])
        let result = try take("--replace-all", "--from", "team")
        #expect(result.exitCode == 3, "\(result.errors)")
        #expect(result.errors.contains("locked"))
        #expect(try ampsh(["--sandbox-path", "mine.sqlite", "-e", "#experiments.all{}"]).output == "60\n")
        #expect(try take("--from", "nobody").exitCode == 2)
    }
}
