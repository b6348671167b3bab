import APIClient
import ManagementAPI
import ScriptRuntime
import Testing

@testable import ShellCommand

struct RestrictedWritesTests {
    private let writes = RestrictedWrites()

    private func allow(_ header: String) throws {
        try writes.allow(ScriptHeader(of: Array(header.utf8)), of: "s.lua", generation: .beta)
    }

    private func refusal(of endpoint: String?) -> String? {
        writes.refusal(
            of: APIRequest(
                endpoint: endpoint.flatMap { Catalogue.all.endpoint(id: $0, generation: .beta) }, method: "POST",
                target: "/t", isIdempotent: false, mutates: true,
                pathForMessages: "/t"))
    }

    @Test func nothingIsAllowedUntilItIsDeclaredAndAfterwards() throws {
        #expect(refusal(of: "experiments.activate")?.contains("'-- writes: experiments.activate'") == true)
        try allow("-- writes: experiments.activate")
        #expect(refusal(of: "experiments.activate") == nil)
        #expect(refusal(of: "experiments.create") != nil)
        #expect(refusal(of: nil)?.contains("'-- writes: request'") == true)
        try allow("-- writes: request")
        #expect(refusal(of: nil) == nil)
        #expect(refusal(of: "experiments.activate") != nil)
        writes.allowNone()
        #expect(refusal(of: nil) != nil)
    }

    @Test(arguments: Catalogue.all.endpoints(of: .beta))
    func eachEndpointThatChangesSomethingCanBeDeclaredAndNoOther(_ endpoint: Endpoint) throws {
        if endpoint.mutates {
            try allow("-- writes: \(endpoint.id)")
            #expect(refusal(of: endpoint.id) == nil)
        } else {
            #expect(throws: HeaderProblem(file: "s.lua", line: 1, name: endpoint.id, isRead: true, nearest: nil)) {
                try allow("-- writes: \(endpoint.id)")
            }
        }
    }

    @Test func aWrongDeclarationAllowsNothingElseOfItsHeader() throws {
        let problem = HeaderProblem(
            file: "s.lua", line: 2, name: "experiments.actvate", isRead: false, nearest: "experiments.activate")
        #expect(throws: problem) { try allow("-- writes: experiments.create\n-- writes: experiments.actvate") }
        #expect(refusal(of: "experiments.create") != nil)
        #expect(
            problem.description
                == "s.lua:2: 'writes:' names 'experiments.actvate', which is no function that changes something; "
                + "did you mean 'experiments.activate'?")
    }
}
