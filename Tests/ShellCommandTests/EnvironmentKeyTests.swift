import Platform
import Testing

@testable import ShellCommand

/// These change the environment of the test process, so they run one after the other and under names of their own.
@Suite(.serialized) struct EnvironmentKeyTests {
    @Test func theKeyIsTakenOverwrittenAndUnset() throws {
        setenv("AMPSH_TEST_KEY_A", "ampex_secret", 1)
        let stood = try #require(getenv("AMPSH_TEST_KEY_A"))
        #expect(EnvironmentKey.take("AMPSH_TEST_KEY_A") == Array("ampex_secret".utf8))
        #expect(getenv("AMPSH_TEST_KEY_A") == nil)
        // The memory of the block is not given back by unsetenv, so it can be looked at.
        #expect((0..<12).allSatisfy { stood[$0] == 0 })
        #expect(EnvironmentKey.take("AMPSH_TEST_KEY_A") == nil)
    }

    @Test func anEmptyKeyIsNotAnAbsentOne() {
        setenv("AMPSH_TEST_KEY_B", "", 1)
        #expect(EnvironmentKey.take("AMPSH_TEST_KEY_B") == [])
        #expect(EnvironmentKey.take("AMPSH_TEST_KEY_B") == nil)
    }

    @Test func otherVariablesStay() {
        setenv("AMPSH_TEST_KEY_C", "one", 1)
        setenv("AMPSH_TEST_KEY_CC", "two", 1)
        defer { unsetenv("AMPSH_TEST_KEY_CC") }
        #expect(EnvironmentKey.take("AMPSH_TEST_KEY_C") == Array("one".utf8))
        #expect(getenv("AMPSH_TEST_KEY_CC").map { String(cString: $0) } == "two")
    }

    @Test(arguments: ["", "A=B", "AMPSH_TEST_NO_SUCH_KEY"])
    func whatIsNoVariableHasNoKey(_ name: String) {
        #expect(EnvironmentKey.take(name) == nil)
    }

    @Test func theRingTakesEachVariableOnceAndTellsNoKey() {
        var asked: [String] = []
        var ring = Keyring()
        let take: (String) -> [UInt8]? = { name in
            asked.append(name)
            return ["A": Array("secret".utf8), "B": []][name]
        }
        ring.take(["A", "B", "C"], by: take)
        ring.take(["C", "A"], by: take)
        #expect(asked == ["A", "B", "C"])
        #expect(ring.states == ["A": .present, "B": .empty, "C": .absent])
        #expect(ring.key(in: "A") == Array("secret".utf8))
        #expect(ring.key(in: "C") == nil)
        #expect(ring.key(in: "D") == nil)
        #expect("\(ring) \(String(reflecting: ring))".contains("A, B, C"))
        var dumped = ""
        dump(ring, to: &dumped)
        #expect(!dumped.contains("115"), "the first byte of the key shows")
    }
}
