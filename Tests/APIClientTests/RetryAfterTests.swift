import Testing

@testable import APIClient

struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private static let now: Int64 = 784_111_777

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("120", 120), (" 5 ", 5), ("007", 7), ("\t3", 3), ("60", 60), ("3600", 3600),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:49:47 GMT", 10),
            ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
            ("Sun, 06 Nov 1994 08:49:36 GMT", 0), ("Sunday, 06-Nov-94 08:49:57 GMT", 20),
            ("Sun Nov  6 08:50:07 1994", 30),
            ("sun, 06 nov 1994 08:49:47 gmt", 10), ("Mon, 07 Nov 1994 08:49:37 GMT", 86_400),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Sun, 6 Nov 1994 08:49:47 GMT", 10), ("Sun, 06 Nov 1994 08:49:47 UTC", 10),
            ("Fri, 01 Jan 1960 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2000 00:00:00 GMT", 167_670_623),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 167_757_023),
            ("Fri, 31 Dec 2027 23:59:60 GMT", 1_046_185_823),
            ("99999999999999999999999", 31_557_600), ("9223372036854775808", 31_557_600),
            ("18446744073709551616", 31_557_600), ("0000000000000000000000000001", 1),
        ] as [(String, Int64)])
    func secondsAndDatesAreRead(_ text: String, _ seconds: Int64) {
        #expect(RetryAfter.parse(text, now: Self.now) == .seconds(seconds))
    }

    @Test(
        arguments: [
            (#"{"retry_after_seconds":7}"#, .seconds(7)), (#"{"a":{},"retry_after_seconds":1.5}"#, .milliseconds(1500)),
            (#"{"retry_after_seconds":-3}"#, .zero), (#"{"retry_after_seconds":1e300}"#, .seconds(31_557_600)),
            (#"{"retry_after_seconds":"7"}"#, nil), (#"{"a":{"retry_after_seconds":7}}"#, nil),
            (#"{"retry_after_seconds":7"#, nil), ("[7]", nil), ("", nil), ("7", nil),
        ] as [(String, Duration?)])
    func theWaitOfABodyIsRead(_ body: String, _ wait: Duration?) {
        #expect(RetryAfter.parse(body: Array(body.utf8)) == wait)
    }

    @Test func decimalSecondsAreRead() {
        #expect(RetryAfter.parse("1.5", now: 0) == .milliseconds(1500))
    }

    @Test(arguments: [
        "", " ", "-1", "+1", "1e3", "abc", "1 2", "1s", "0x10", "1.", ".5", "1,5", "NaN", "nan", "inf", "-0", "1, 2",
        "1;2", "\u{FF11}", String(repeating: "9", count: 400), "Sun", "tomorrow",
        "Sun, 06 Nov 1994", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 32 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 1994 08:61:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov 1994 08:49:37 PST", "٣",
        "1994-11-06T08:49:37Z",
    ])
    func whatIsNeitherIsNoWait(_ text: String) {
        #expect(RetryAfter.parse(text, now: Self.now) == nil)
    }
}
