import Sandbox

/// Every fault that the matrix plays, with what it is called in a report.
struct PlayedFault: Sendable, CustomStringConvertible {
    let fault: Fault
    var description: String { fault.description }

    static let all: [PlayedFault] =
        [408, 429, 500, 502, 503, 504].flatMap { status in
            [nil, "0", "61", "soon"].map { retryAfter in
                PlayedFault(fault: Fault(.status(status, retryAfter: retryAfter, body: nil), applies: false))
            }
        }
        + [500, 502, 503, 504].map {
            PlayedFault(fault: Fault(.status($0, retryAfter: nil, body: "<html>"), applies: true))
        }
        + [
            Fault(.delay(.milliseconds(5)), applies: true), Fault(.delay(.milliseconds(600)), applies: true),
            Fault(.refuse(.milliseconds(30)), applies: true),
            Fault(.reset(read: false), applies: false), Fault(.reset(read: true), applies: false),
            Fault(.reset(read: true), applies: true),
            Fault(.cut(.head, keep: 0), applies: true), Fault(.cut(.head, keep: 20), applies: true),
            Fault(.cut(.head, keep: 1000), applies: true),
            Fault(.cut(.body, keep: 0), applies: true), Fault(.cut(.body, keep: nil), applies: true),
            Fault(.cut(.body, keep: .max), applies: true),
            Fault(.stall, applies: false), Fault(.stall, applies: true),
            Fault(.drip(bytes: 500, pause: .milliseconds(1)), applies: true),
            Fault(.drip(bytes: 1, pause: .milliseconds(10)), applies: true),
            Fault(.html, applies: false), Fault(.html, applies: true),
            Fault(.halfBody, applies: true), Fault(.contentType("text/plain"), applies: true),
            Fault(.hugeBody(300_000), applies: true), Fault(.hugeBody(3_000_000), applies: true),
            Fault(.length(10), applies: true), Fault(.length(-3), applies: true),
        ].map { PlayedFault(fault: $0) }
}
