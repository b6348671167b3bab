import APIClient
import ManagementAPI
import ScriptRuntime
import Testing

@testable import ShellCommand

/// field/attack 10, field/faults 16
struct DeclaredWritesTests {
    private let writes = DeclaredWrites(isRestricted: true)

    @discardableResult
    private func begin(_ header: String, on writes: DeclaredWrites? = nil) throws -> [HeaderProblem] {
        let writes = writes ?? self.writes
        writes.end()
        return try writes.begin(ScriptHeader(of: Array(header.utf8)), of: "s.lua")
    }

    private func refusal(of endpoint: String?, by writes: DeclaredWrites? = nil) -> String? {
        (writes ?? self.writes).refusal(
            of: APIRequest(
                endpoint: endpoint.flatMap { id in Catalogue.all.endpoints.first { $0.id == id } }, method: "POST",
                target: "/t", isIdempotent: false, mutates: true,
                pathForMessages: "/t"))
    }

    @Test func nothingIsAllowedUntilItIsDeclaredAndAfterwards() throws {
        #expect(refusal(of: "experiments.activate")?.contains("'-- writes: experiments.activate'") == true)
        try begin("-- writes: experiments.activate")
        #expect(refusal(of: "experiments.activate") == nil)
        #expect(refusal(of: "experiments.create") != nil)
        #expect(refusal(of: nil)?.contains("'-- writes: request'") == true)
        try begin("-- writes: request")
        #expect(refusal(of: nil) == nil)
        #expect(refusal(of: "experiments.activate") != nil)
        writes.end()
        #expect(refusal(of: nil) != nil)
    }

    @Test(arguments: Catalogue.all.endpoints)
    func eachEndpointThatChangesSomethingCanBeDeclaredAndNoOther(_ endpoint: Endpoint) throws {
        if endpoint.mutates {
            try begin("-- writes: \(endpoint.id)")
            #expect(refusal(of: endpoint.id) == nil)
        } else {
            #expect(throws: HeaderProblem(file: "s.lua", line: 1, problem: .read(endpoint.id))) {
                try begin("-- writes: \(endpoint.id)")
            }
        }
    }

    @Test func aWrongDeclarationAllowsNothingElseOfItsHeader() throws {
        let problem = HeaderProblem(
            file: "s.lua", line: 2, problem: .unknown("experiments.actvate", nearest: "experiments.activate"))
        #expect(throws: problem) { try begin("-- writes: experiments.create\n-- writes: experiments.actvate") }
        #expect(refusal(of: "experiments.create") != nil)
        #expect(
            problem.description
                == "s.lua:2: 'writes:': 'experiments.actvate' is no function that changes something; "
                + "did you mean 'experiments.activate'?")
    }

    @Test func nothingIsADeclarationThatStandsAlone() throws {
        #expect(try begin("-- writes: nothing") == [])
        #expect(refusal(of: "experiments.create")?.contains("s.lua declares '-- writes: nothing'") == true)
        #expect(throws: HeaderProblem(file: "s.lua", line: 2, problem: .nothingAndMore)) {
            try begin("-- writes: request\n-- writes: nothing")
        }
        #expect(try begin("-- writes: nothing\n-- writes: nothing") == [])
    }

    @Test func whatIsDeclaredHoldsInEveryRun() throws {
        let free = DeclaredWrites(isRestricted: false)
        #expect(refusal(of: "experiments.create", by: free) == nil)
        try begin("print(1)", on: free)
        #expect(refusal(of: "experiments.create", by: free) == nil)
        for header in ["-- writes: nothing", "-- writes: experiments.activate", "-- writes: request", "-- writes:"] {
            try begin(header, on: free)
            #expect(
                refusal(of: "experiments.create", by: free)?.hasPrefix("s.lua declares '-- writes: ") == true,
                "\(header)")
        }
        #expect(refusal(of: nil, by: free) == "s.lua declares '-- writes: nothing', and request is not among that")
        free.end()
        free.codeBegins()
        #expect(refusal(of: "experiments.create", by: free) == nil)
        let problems = try begin("-- writes: experiments.create, the rest", on: free)
        #expect(problems.map(\.line) == [1, 1])
        #expect(refusal(of: "experiments.create", by: free) == nil)
        #expect(refusal(of: "experiments.activate", by: free) != nil)
    }

    @Test func aScriptThatAnotherOneRunsIsUnderThatOnesDeclaration() throws {
        let free = DeclaredWrites(isRestricted: false)
        try begin("-- writes: experiments.create", on: free)
        let inner = ScriptHeader(of: Array("-- writes: request, nonsense".utf8))
        #expect(try free.begin(inner, of: "inner.lua") == [])
        #expect(refusal(of: nil, by: free) != nil)
        #expect(refusal(of: "experiments.create", by: free) == nil)
    }

    @Test(arguments: [true, false])
    func theOptionNarrowsWhateverIsDeclared(_ isRestricted: Bool) throws {
        let list = try WriteNames(list: "experiments.activate,request")
        let writes = DeclaredWrites(isRestricted: isRestricted, allowed: list)
        #expect((refusal(of: nil, by: writes) == nil) == !isRestricted)
        #expect(refusal(of: "experiments.create", by: writes) != nil)
        try begin("-- writes: experiments.create, experiments.activate", on: writes)
        #expect(
            refusal(of: "experiments.create", by: writes)
                == "--allow-writes experiments.activate, request does not allow experiments.create")
        #expect(refusal(of: "experiments.activate", by: writes) == nil)
        #expect(refusal(of: nil, by: writes) != nil, "it is allowed and not declared")
        let none = DeclaredWrites(isRestricted: isRestricted, allowed: try WriteNames(list: "nothing"))
        try begin("-- writes: experiments.create, request", on: none)
        #expect(
            refusal(of: "experiments.create", by: none) == "--allow-writes nothing does not allow experiments.create")
        #expect(refusal(of: nil, by: none) != nil)
    }

    @Test(
        arguments: [
            ("-- writes: experiments.create", nil, "s.lua declares that it writes: experiments.create"),
            ("-- writes: nothing", nil, "s.lua declares that it writes: nothing"),
            ("-- writes: request, request", nil, "s.lua declares that it writes: request (request is any change)"),
            (
                "-- writes: experiments.create, experiments.activate", "experiments.activate",
                "s.lua declares that it writes: experiments.create, experiments.activate; --allow-writes leaves of it: "
                    + "experiments.activate"
            ),
            (
                "-- writes: request", "nothing",
                "s.lua declares that it writes: request (request is any change); --allow-writes leaves of it: nothing"
            ),
            (
                "-- writes: experiments.create", "request,experiments.create",
                "s.lua declares that it writes: experiments.create"
            ),
            ("print(1)", "nothing", nil),
        ] as [(String, String?, String?)])
    func itIsSaidWhatIsDeclaredAndWhatIsLeftOfIt(_ header: String, _ option: String?, _ notice: String?) throws {
        let writes = DeclaredWrites(isRestricted: true, allowed: try option.map { try WriteNames(list: $0) })
        try begin(header, on: writes)
        #expect(writes.notice == notice)
    }

    @Test(arguments: [
        (
            "experiments.activte",
            "'experiments.activte' is no function that changes something; did you mean 'experiments.activate'?"
        ),
        ("nothin", "did you mean 'nothing'?"), ("requests", "did you mean 'request'?"), ("*", "'*' is no function"),
        ("experiments.list", "'experiments.list' only reads"),
        ("deployments.list,request", "'deployments.list' only reads"),
        ("nothing,request", "'nothing' stands alone"), (",", "no name is given"), (" ", "no name is given"),
    ])
    func aWrongListIsAnError(_ list: String, _ message: String) {
        let problem = #expect(throws: WriteNames.Problem.self) { try WriteNames(list: list) }
        #expect(problem?.description.contains(message) == true, "\(problem?.description ?? "")")
    }

    @Test func everyCallThatWritesMayStandInAList() throws {
        var seen: Set<String> = []
        let names =
            Catalogue.all.endpoints.filter(\.mutates).map(\.id).filter { seen.insert($0).inserted } + ["request"]
        #expect(try WriteNames(list: names.joined(separator: ", ")).names == names)
        #expect(try WriteNames(list: "nothing").names == [])
    }

    // MARK: - What a script leaves behind

    @Test func whatIsDeclaredHoldsUntilOtherCodeBegins() throws {
        let free = DeclaredWrites(isRestricted: false)
        free.codeBegins()
        try begin("-- writes: nothing", on: free)
        free.end()
        #expect(refusal(of: "experiments.create", by: free) == nil, "code that ran it goes on")
        free.codeEnded()
        #expect(refusal(of: "experiments.create", by: free) != nil, "its results are printed")
        free.codeBegins()
        #expect(refusal(of: "experiments.create", by: free) == nil)
        free.codeEnded()
        #expect(refusal(of: "experiments.create", by: free) == nil)
    }

    @Test func atTheEndAndInFinalizersAllDeclarationsHold() throws {
        let free = DeclaredWrites(isRestricted: false)
        var isFinalizing = false
        free.isFinalizing = { isFinalizing }
        for header in ["-- writes: experiments.create, request", "-- writes: experiments.create"] {
            free.codeBegins()
            try begin(header, on: free)
            free.end()
            free.codeEnded()
        }
        free.codeBegins()
        #expect(refusal(of: nil, by: free) == nil)
        isFinalizing = true
        #expect(refusal(of: nil, by: free) != nil)
        #expect(refusal(of: "experiments.create", by: free) == nil)
        isFinalizing = false
        free.beginClosing()
        #expect(refusal(of: nil, by: free) != nil)
        #expect(refusal(of: "experiments.create", by: free) == nil)
    }

    @Test func aRefusalThatNobodyHearsIsTold() throws {
        let free = DeclaredWrites(isRestricted: false)
        var isFinalizing = false
        var told: [String] = []
        free.isFinalizing = { isFinalizing }
        free.tell = { told.append($0) }
        try begin("-- writes: nothing", on: free)
        let request = APIRequest(
            method: "POST", target: "/t", isIdempotent: false, mutates: true, pathForMessages: "/t")
        _ = free.gate.judge(request)
        #expect(told == [] && !free.hasTold)
        isFinalizing = true
        _ = free.gate.judge(request)
        #expect(told.count == 1 && free.hasTold)
        #expect(told[0].hasSuffix("(in a finalizer; nothing was sent)"))
        free.forgetTold()
        isFinalizing = false
        free.beginClosing()
        _ = free.gate.judge(request)
        #expect(told.last?.hasSuffix("(at the end; nothing was sent)") == true && free.hasTold)
    }

    @Test(arguments: [("-- write: request", 1, true), ("x()\n-- writes: request", 2, false)])
    func whatReadsAsADeclarationIsAProblem(_ header: String, _ line: Int, _ isFatal: Bool) throws {
        let free = DeclaredWrites(isRestricted: false)
        let problems = try begin(header, on: free)
        #expect(problems.map(\.line) == [line])
        #expect(!free.isDeclared)
        if isFatal {
            #expect(throws: HeaderProblem.self) { try begin(header) }
        } else {
            #expect(try begin(header).count == 1)
        }
    }
}
