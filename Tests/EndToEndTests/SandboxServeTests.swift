import ManagementAPI
import Platform
import TestSupport
import Testing

/// `ampsh sandbox`: the same sandbox in process, over HTTP, and from two processes at once.
struct SandboxServeTests {
    private let home: ShellHome

    init() throws {
        home = try ShellHome()
    }

    /// A server of the home's sandbox, and its address.
    private func serve(key: String? = nil) throws -> (server: TerminalSession, url: String) {
        let server = try home.terminal(
            ["sandbox", "serve", "--port", "0", "--sandbox-path", home.sandbox],
            environment: key.map { ["AMPSH_API_KEY": $0] } ?? [:])
        try server.expect("http://127.0.0.1:")
        return (server, "http://127.0.0.1:" + (try server.expect("\r\n")))
    }

    private static let everyCall = """
        local seen = {}
        local page = experiments.list{limit = 7}
        seen[#seen + 1] = #page .. page[1].id
        seen[#seen + 1] = experiments.list{limit = 7, cursor = page.nextCursor}[1].id
        seen[#seen + 1] = #experiments.all{limit = 13}
        seen[#seen + 1] = experiments.get('31223').name
        local e = experiments.create{projectId = '530118', key = 'über alles', deployments = {}, variants = {
            {key = 'control'}, {key = 'b', payload = json.encode{n = 9007199254740993}}}}
        seen[#seen + 1] = e.key .. e.variants[2].payload .. tostring(e.enabled)
        experiments.set_rollout_weights(e, {control = 3, b = 0})
        experiments.activate(e)
        e = experiments.get(e)
        seen[#seen + 1] = e.rolloutWeights.control .. e.rolloutWeights.b .. tostring(e.enabled)
        experiments.deactivate(e.id)
        seen[#seen + 1] = tostring(experiments.get(e.id).enabled)
        seen[#seen + 1] = #deployments.list{limit = 3} .. #deployments.all{limit = 3}
        local weights = parallel(experiments.each{limit = 20}, function(x) return experiments.get(x).key == x.key end)
        for i, same in ipairs(weights) do seen[#seen + 1] = same and '.' or i end
        for _, call in ipairs{
            {experiments.get, 'no/such id\\0'}, {experiments.activate, '..'}, {experiments.list, {cursor = 'x'}},
            {experiments.set_rollout_weights, '31223', {nope = 1}}, {request, 'GET', '/nope'},
            {request, 'POST', '/experiments/new', {body = {key = 5}}},
        } do
            local _, e = pcall(table.unpack(call))
            seen[#seen + 1] = '\\n' .. tostring(e)
        end
        print(table.concat(seen, ' '))
        """

    /// field/attack 9
    @Test func aDamagedRecordIsToldAsWhatItIs() throws {
        _ = try home.evaluate("experiments.get('31223')")
        let damaged = try home.system(#"sed -i 's/{"id":"31223"/["id":"31223"/' sandbox.sqlite"#)
        try #require(damaged.exitCode == 0, "\(damaged.errors)")
        let told =
            "the sandbox file \(home.sandbox) is damaged: what it holds of the experiment 31223 cannot be read; it was left as "
            + "it is. ampsh sandbox reset --sandbox-path \(home.sandbox) puts it aside and makes a new one"
        let (server, url) = try serve()
        defer { withExtendedLifetime(server) {} }
        func check(_ target: [String], _ code: String, _ environment: [String: String] = [:]) throws {
            let result = try home.ampsh(target + ["-e", code], environment: environment)
            #expect(result.exitCode == 5, "\(target) \(code): \(result.errors)")
            #expect(result.errors.contains(told), "\(target) \(code): \(result.errors)")
            #expect(!result.errors.contains("JSON"), "\(target) \(code): \(result.errors)")
        }
        for code in [
            "experiments.get('31223')", "experiments.list()", "experiments.all{}", "experiments.activate('31223')",
            "parallel(experiments.each{}, print)",
        ] {
            try check(["--sandbox-path", home.sandbox], code)
        }
        // What is never repeated.
        try check(["--url", url], "request('POST', '/experiments/31223/activate')", ["AMPSH_API_KEY": "k"])
        let doctor = try home.ampsh(["--sandbox-path", home.sandbox, "doctor"])
        #expect(doctor.output.contains("experiment 31223 cannot be read"), "\(doctor.output)")
        #expect(doctor.exitCode == 1)
    }

    @Test func everyEndpointIsTheSameOverHTTP() throws {
        let direct = try home.ampsh(["--sandbox-path", ":memory:", "-e", Self.everyCall])
        #expect(direct.exitCode == 0, "\(direct.errors)")
        let (server, url) = try serve(key: "ampex_right_key")
        let served = try home.ampsh(
            ["--url", url, "-e", Self.everyCall], environment: ["AMPSH_API_KEY": "ampex_right_key"])
        #expect(served.output == direct.output)
        #expect(served.errors == "")
        for resource in Catalogue.all.resources(of: .beta) {
            for endpoint in Catalogue.all.endpoints(of: .beta) where endpoint.resource == resource.name {
                #expect(Self.everyCall.contains(endpoint.id), "\(endpoint.id) is not called")
            }
        }
        server.signal(SIGTERM)
        #expect(try server.expectExit() == 0)
    }

    @Test func aWrongKeyIsRefused() throws {
        let (server, url) = try serve(key: "ampex_right_key")
        let result = try home.ampsh(
            ["--url", url, "-e", "experiments.list{}"], environment: ["AMPSH_API_KEY": "ampex_wrong_key"])
        #expect(result.exitCode == 3)
        #expect(result.errors.contains("invalid management key"))
        server.type("\u{3}")
        #expect([0, 130].contains(try server.expectExit()))
    }

    @Test func aPortThatIsTakenIsNamed() throws {
        let (server, url) = try serve()
        let port = String(url.split(separator: ":").last ?? "")
        let result = try home.ampsh(["sandbox", "serve", "--port", port, "--sandbox-path", home.sandbox])
        #expect(result.exitCode == 1)
        #expect(result.errors == "ampsh: cannot serve on port \(port): Address already in use\n")
        server.signal(SIGTERM)
        #expect(try server.expectExit() == 0)
    }

    @Test func twoProcessesWriteAtOnce() throws {
        let code = """
            local _ = parallel((function() local t = {} for i = 1, 50 do t[i] = i end return t end)(), function(i)
                return experiments.create{projectId = "530118", key = PREFIX .. i}
            end)
            """
        let result = try home.system(
            """
            for prefix in a b c; do "$AMPSH" --sandbox-path two.sqlite -e "PREFIX='$prefix'" -e "$CODE" & done
            wait
            "$AMPSH" --sandbox-path two.sqlite -e '#experiments.all{}'
            """, environment: ["CODE": code])
        #expect(result.output == "210\n")
        #expect(result.errors == "")
    }

    @Test func changesOutliveTheProcessUntilTheReset() throws {
        _ = try home.evaluate("experiments.activate('31238')")
        #expect(try home.evaluate("experiments.get('31238').enabled") == "true")
        #expect(try home.ampsh(["sandbox", "reset", "--sandbox-path", home.sandbox]).exitCode == 0)
        #expect(try home.evaluate("experiments.get('31238').enabled") == "false")
        let info = try home.ampsh(["sandbox", "info", "--sandbox-path", home.sandbox])
        #expect(info.output.contains("experiments 60") && info.output.contains(home.sandbox))
    }

    @Test(arguments: ["", "garbage", "SQLite format 3\u{0}"])
    func aDamagedFileIsLeftAsItIsUntilTheReset(_ text: String) throws {
        _ = try home.write(text, to: "sandbox.sqlite")
        for arguments in [["-e", "experiments.list{}"], ["sandbox", "info"], ["-e", "experiments.activate(1)"]] {
            let result = try home.ampsh(["--sandbox-path", home.sandbox] + arguments)
            #expect(result.exitCode != 0)
            #expect(result.errors.contains("damaged") && result.errors.contains("sandbox reset"), "\(result.errors)")
            #expect(!result.errors.contains("may have been applied"))
        }
        #expect(home.read("sandbox.sqlite") == text)
        let reset = try home.ampsh(["sandbox", "reset", "--sandbox-path", home.sandbox])
        #expect(reset.exitCode == 0)
        #expect(home.read("sandbox.sqlite.damaged") == text)
        #expect(try home.evaluate("#experiments.all{}") == "60")
    }
}
