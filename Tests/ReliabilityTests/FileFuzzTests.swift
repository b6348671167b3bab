import Sandbox
import TestSupport
import Testing

@testable import ShellCommand

/// Files that people write: a config file or a faults file is read, or refused with a place; nothing crashes.
struct FileFuzzTests {
    @Test func configFilesAreReadOrRefused() {
        let start = ContinuousClock.now
        let count = Reliability.count(2000, full: 200_000)
        let texts = [
            "[prod]\nurl = 'https://x.example'\nkey_env = 'K'\nprotected = true\nrps = 5\n",
            "[profiles.a]\nkey_file = \"~/k\"\ncolor = 'red'\napi = 'beta'\n", "# nothing\n", "a = 1\n[b]\n",
            "[a.b.c]\nx={y=1}\n",
            "[x]\nurl = \"\\u00e9\"\nkey_command = ['a', 'b']\n",
        ].map { Array($0.utf8) }
        var mutator = ByteMutator(
            seed: 3,
            tokens: [
                "[", "]", "'", "\"", "\"\"\"", "=", "\n", "{", "}", "1979-05-27", "inf", "0x", "url", "\u{0}", "\\",
            ])
        for _ in 0..<count {
            let text = mutator.next(of: texts)
            do throws(ProfileFileError) { _ = try ProfileFile(parsing: text) } catch {
                #expect(!error.description(path: "config.toml").isEmpty)
            }
        }
        Reliability.report("mutated config files", count: count, "0 crashes", since: start)
    }

    @Test func faultsFilesAreReadOrRefusedWithALine() {
        let start = ContinuousClock.now
        let count = Reliability.count(2000, full: 200_000)
        let texts = [
            #"{"play":"status","status":503,"retry_after":1,"on":"experiments.get","nth":[2,3]}"#,
            "{\"seed\":7}\n# x\n{\"play\":\"reset\",\"at\":\"after_applying\",\"on\":\"writes\",\"chance\":0.05,\"times\":10}\n",
            #"{"play":"drip","bytes":3,"seconds":1e-3,"on":"POST /a/*/b"}"#, #"{"play":"length","by":-4,"every":2}"#,
        ].map { Array($0.utf8) }
        var mutator = ByteMutator(
            seed: 5,
            tokens: ["{", "}", "\"", ",", "\n", "1e300", "-1", "null", #""play":"#, #""stall""#, "99999999999"])
        for _ in 0..<count {
            let text = mutator.next(of: texts)
            do throws(FaultFileError) {
                var faults = Faults(try FaultFile(parsing: text))
                _ = faults.fault(for: RequestFacts(method: "GET", target: "/experiments/1"))
            } catch {
                #expect(error.line >= 1 && error.description.hasPrefix("line \(error.line): "))
            }
        }
        Reliability.report("mutated faults files", count: count, "0 crashes", since: start)
    }
}
