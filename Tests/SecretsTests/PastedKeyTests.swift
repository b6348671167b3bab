import Testing

@testable import Secrets

/// field/attack 7d
struct PastedKeyTests {
    @Test(arguments: [
        ("ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6", "ampex_…4Jc6"), ("ampex_short", "ampex_…"),
        ("9f86d081884c7d659a2feaa0c55ad015", "…d015"), ("deadbeefcafebabedeadbeefcafebabe", "…babe"),
        ("6f1c2e9a-4b7d-4c1e-9f3a-2d8b5e7c0a14", "…0a14"), ("q7Lx2Vb9/Nz4Rt6Hm+8Jc1Pf3Gs5Yw0kTd2=", "…"),
        ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", "…0w5N"),
        ("Bearer ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6", "…4Jc6"), ("KEY=9f86d081884c7d659a2feaa0c55ad015", "…d015"),
        ("/run/keys/ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6", "/run/keys/ampex_…4Jc6"),
        ("~/9f86d081884c7d659a2feaa0c55ad015/key", "~/…d015/key"),
        ("https://ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6.example.com/api", "https://ampex_…4Jc6.example.com/api"),
        ("https://user:pa/ss@host.example:8080/x", "https://…@host.example:8080/x"),
        ("http://token@host", "http://…@host"),
    ])
    func aKeyIsNotShown(_ value: String, _ shown: String) {
        #expect(PastedKey.shown(value) == shown)
        #expect(PastedKey.isIn(value))
    }

    @Test(arguments: [
        "", "prod", "417260", "26211", "checkout-2026-11-30", "prod-eu-2024-11-checkout",
        "AMPLITUDE_EXPERIMENT_API_KEY",
        "AMPLITUDE_API_KEY_PRODUCTION_EU1", "AMPEX_KEY_PROD", "productionManagementKeyEurope",
        "CheckoutExperimentsEUProd",
        "~/.config/ampsh/keys/production.key", "/run/secrets/amplitude_management_key",
        "/tmp/ampsh-test-tMGWu4/sandbox.sqlite",
        "https://management-api.experiment.eu.amplitude.com/api/1", "ec2-3-88-120-11.compute-1.amazonaws.com",
        "service-abc123def4-uc.a.run.app", "127.0.0.1:8080", "[::1]:8080", ":memory:", "10.0.0.0/8, fd00::/8",
        "pass show amplitude/management-key", "--output", "20261130171500", "less -RSX", "a@b.example",
        "experiments.set_rollout_weights", "my.very-long_profile.name-of_the-team.in_europe",
    ])
    func aNameIsShownAsItIs(_ value: String) {
        #expect(PastedKey.shown(value) == value)
        #expect(!PastedKey.isIn(value))
    }

    @Test(arguments: 0..<2_000)
    func noRandomKeyIsShown(_ seed: Int) {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let alphabets = ["0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"].map(
            Array.init)
        let alphabet = alphabets[seed % 2]
        let key = String((0..<(32 + next(32))).map { _ in alphabet[next(alphabet.count)] })
        for value in [key, "ampex_\(key)", "/run/\(key)", "https://\(key).example.com", "Bearer \(key)", "'\(key)'"] {
            #expect(!PastedKey.shown(value).contains(key.prefix(8)), "\(value)")
        }
    }

    @Test func wordsAroundAKeyAreKept() {
        #expect(
            PastedKey.masked("cannot redefine 'ampex_Wd8Lk3Qz7Vb2Nx9Rt5Hm4Jc6' here")
                == "cannot redefine 'ampex_…4Jc6' here")
    }

    @Test func aProxysAddressNeedsNoScheme() {
        #expect(PastedKey.withoutCredentials("user:p@ss@proxy:3128") == "…@proxy:3128")
        #expect(PastedKey.withoutCredentials("http://u:p@proxy:3128/") == "http://…@proxy:3128/")
        #expect(PastedKey.withoutCredentials("proxy:3128") == "proxy:3128")
    }
}
