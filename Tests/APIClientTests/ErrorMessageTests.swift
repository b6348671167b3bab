import Testing

@testable import APIClient

struct ErrorMessageTests {
    static let bodies: [(body: String, message: String)] = [
        (#"{"error":"key is taken"}"#, "key is taken"),
        (
            #"{"type":"about:blank","title":"Bad Request","status":400,"detail":"the body is wrong"}"#,
            "the body is wrong"
        ),
        (
            #"{"title":"Bad Request","detail":"the body is wrong","validation_errors":[{"field":"key","message":"is taken","code":"taken"},{"field":"name","code":"required"}]}"#,
            "the body is wrong: key is taken; name required"
        ),
        (#"{"title":"Bad Request","detail":"the body is wrong","validation_errors":[]}"#, "the body is wrong"),
        ("no such flag", "no such flag"), ("", "bad request"),
    ]

    @Test(arguments: bodies)
    func theAnswersOwnWordsAreFoundInEveryStyle(_ body: String, _ message: String) {
        #expect(ErrorMessage.find(in: Array(body.utf8), status: 400) == message)
    }
}
