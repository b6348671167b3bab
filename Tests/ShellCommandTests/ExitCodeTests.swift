import Testing

@testable import ShellCommand

@Suite struct ExitCodeTests {
    @Test(
        arguments: [
            ("invalid", 2), ("argument", 2), ("auth", 3), ("forbidden", 3), ("not_found", 4), ("network", 5),
            ("server", 5),
            ("rate_limited", 5), ("decode", 5), ("unknown", 5), ("refused", 7), ("interrupted", 130), ("raised", 1),
            ("my_own", 1), (nil, 1),
        ] as [(String?, Int32)])
    func eachKindHasItsCode(_ kind: String?, _ code: Int32) {
        #expect(ExitCode(uncaughtErrorKind: kind).rawValue == code)
    }

    @Test func theCodesAreThoseOfTheContract() {
        #expect(ExitCode.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 124, 130])
    }
}
