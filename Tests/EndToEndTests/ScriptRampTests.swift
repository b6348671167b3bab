import TestSupport
import Testing

/// `scripts/ramp.lua`.
struct ScriptRampTests {
    private func state(of id: String, in home: ShellHome) throws -> String {
        try home.evaluate("local e = experiments.get('\(id)') return json.encode(e.rolloutWeights), e.enabled")
    }

    @Test func stepsAreTakenFromWhereTheVariantStands() throws {
        let home = try ShellHome()
        let result = try home.script("ramp.lua", ["--wait", "0", "--steps", "5,25,62.5", "address-autocomplete"])
        #expect(result.exitCode == 0, "\(result.errors)")
        #expect(
            result.lines.dropFirst() == [
                "set address-autocomplete (26344) to treatment 25 % (control=75,treatment=25): done",
                "set address-autocomplete (26344) to treatment 62.5 % (control=75,treatment=125): done",
            ])
        #expect(result.errors.contains("5 % is passed over: treatment has 10 %"))
        #expect(result.lines.first?.hasSuffix("ramp.lua --set control=9,treatment=1 26344") == true)
        #expect(try state(of: "26344", in: home) == "{\"control\":75,\"treatment\":125}\ntrue")
    }

    @Test func theOthersKeepTheirRatio() throws {
        let home = try ShellHome()
        let result = try home.script(
            "ramp.lua", ["--wait", "0", "--steps", "50", "--variant", "minutes", "delay-forecast"])
        #expect(result.exitCode == 0)
        #expect(try state(of: "31142", in: home) == "{\"control\":4900,\"minutes\":4950,\"range\":50}\ntrue")
        #expect(result.errors.contains("the segment Beta testers has a split of its own"))
    }

    @Test func aCheckThatSaysNoStopsItAndTheWayBackWorks() throws {
        let home = try ShellHome()
        let check = try home.write(
            "local e, percent = ...\nif percent >= 25 then return false, 'errors rose on ' .. e.key end\n",
            to: "check.lua")
        let result = try home.script("ramp.lua", ["--wait", "0", "--check", check, "address-autocomplete"])
        #expect(result.exitCode == 1)
        #expect(result.errors.contains("stopped: the check says no: errors rose on address-autocomplete"))
        #expect(result.lines.count == 2)
        #expect(try state(of: "26344", in: home) == "{\"control\":75,\"treatment\":25}\ntrue")
        let words = try #require(result.lines.first).split(separator: " ").map(String.init)
        let back = try home.ampsh(Array(words.dropFirst()))
        #expect(back.output == "set address-autocomplete (26344) to control=9,treatment=1: done\n")
        #expect(try state(of: "26344", in: home) == "{\"control\":9,\"treatment\":1}\ntrue")
    }

    @Test(arguments: [
        (
            "experiments.set_rollout_weights(e, {control = 1})",
            "changed the weights to control=1,treatment=25 meanwhile"
        ),
        ("experiments.deactivate(e)", "somebody deactivated the experiment meanwhile"),
        ("error 'no figures'", "the check failed: "),
    ])
    func itStopsWhenSomebodyWorksAgainstIt(_ meanwhile: String, _ message: String) throws {
        let home = try ShellHome()
        // The check of a step does what another person might do while it runs.
        let check = try home.write("local e, percent = ...\n\(meanwhile)\n", to: "check.lua")
        let result = try home.script(
            "ramp.lua", ["--wait", "0", "--steps", "25,50,100", "--check", check, "address-autocomplete"])
        #expect(result.exitCode == 1)
        #expect(result.lines.count == 2, "the way back and one step")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func theWayBackIsKnownEvenWhenItIsKilled() throws {
        let home = try ShellHome()
        let check = try home.write("os.execute 'kill -9 $PPID'\n", to: "check.lua")
        let result = try home.script("ramp.lua", ["--wait", "0", "--check", check, "address-autocomplete"])
        #expect(result.exitCode == 128 + 9)
        #expect(result.lines.count == 2)
        #expect(result.lines.first?.hasSuffix("--set control=9,treatment=1 26344") == true)
    }

    @Test func anInactiveExperimentIsActivatedOnlyWhenAskedTo() throws {
        let home = try ShellHome()
        let refused = try home.script("ramp.lua", ["--wait", "0", "fare-capping"])
        #expect(refused.exitCode == 1)
        #expect(refused.errors.contains("--activate activates it"))
        let result = try home.script("ramp.lua", ["--wait", "0", "--activate", "--steps", "1,5", "fare-capping"])
        #expect(
            result.lines.dropFirst() == [
                "set fare-capping (31238) to cap 1 % (control=99,cap=1): done",
                "activate fare-capping (31238): done",
                "set fare-capping (31238) to cap 5 % (control=95,cap=5): done",
            ])
        #expect(result.lines.first?.hasSuffix("--set control=1,cap=0 --deactivate 31238") == true)
        #expect(try state(of: "31238", in: home) == "{\"cap\":5,\"control\":95}\ntrue")
        let back = try home.script("ramp.lua", ["--set", "control=1,cap=0", "--deactivate", "31238"])
        #expect(back.exitCode == 0)
        #expect(try state(of: "31238", in: home) == "{\"cap\":0,\"control\":1}\nfalse")
    }

    @Test func largeWeightsAreRampedExactly() throws {
        // field/faults 15
        let home = try ShellHome()
        _ = try home.evaluate(
            """
            experiments.activate(experiments.create{
              projectId = "1", key = "large", variants = {{key = "a"}, {key = "b"}, {key = "t"}},
              rolloutWeights = {a = 1000000000000000001, b = 1, t = 0},
            });
            """)
        let ramp = try home.script("ramp.lua", ["-v", "t", "--steps", "25", "--wait", "0", "large"])
        #expect(ramp.exitCode == 0, "\(ramp.errors)")
        #expect(ramp.lines.last?.hasSuffix("t 25 % (a=3000000000000000003,b=3,t=1000000000000000002): done") == true)
        let status = try home.script("status.lua", ["large"])
        #expect(status.output.contains("a 75, b <0.1, t 25"))
        #expect(try home.script("weights_report.lua", ["large"]).output.contains(" 25 %  1000000000000000002\n"))
    }

    @Test func whatASetReplacesIsSaid() throws {
        let home = try ShellHome()
        let result = try home.script("ramp.lua", ["--set", "control=3,treatment=1", "address-autocomplete"])
        #expect(result.errors == "address-autocomplete (26344) has control=9,treatment=1\n")
    }

    @Test func whatCannotBeRampedIsSaid() throws {
        let home = try ShellHome()
        _ = try home.evaluate("experiments.create{projectId = '530118', key = 'search-ranker'}")
        let cases: [([String], Int32, String)] = [
            (["nope"], 4, "no experiment has the key or id nope"),
            (["delay-forecast"], 2, "say which one grows with --variant"),
            (["--variant", "zork", "26344"], 2, "has no variant zork; it has control, treatment"),
            (["--set", "zork=1", "26344"], 2, "has no variant zork"),
            (["search-ranker"], 2, "give the id"),
            (["--check", "missing.lua", "26344"], 2, "--check: cannot open missing.lua"),
        ]
        for (arguments, code, message) in cases {
            let result = try home.script("ramp.lua", arguments)
            #expect(result.exitCode == code, "\(arguments)")
            #expect(result.errors.contains(message), "\(arguments): \(result.errors)")
        }
        #expect(try home.script("ramp.lua", ["-n", "-p", "417260", "search-ranker"]).exitCode == 0)
    }
}
