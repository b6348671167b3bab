import ManagementAPI

extension ShellFunction {
    /// Every global of the shell that is no resource, in the order in which help lists them.
    public static let all = [
        parallel, countBy, groupBy, sortBy, pluck, indexBy, diff, request, connect, sleep, pp, help, jsonEncode,
        jsonDecode, array, null, catalogue, session, shell, runs, undo,
    ]

    static let parallel = ShellFunction(
        "parallel", .function,
        [
            ShellParameter(
                "items", .items, required: true, help: "An array or an iterator such as experiments.each{}."),
            ShellParameter("fn", .function, required: true, help: "Called with each item."),
        ],
        options: [
            ShellParameter(
                "concurrency", .value(.integer(min: 1, max: 10_000)), standard: "8",
                help: "How many items are worked on at once.")
        ],
        text: """
            Calls fn(item) for every item, several at a time, and returns the results in the order of the items
            (the first value of fn; nil as null). items is an array or an iterator such as experiments.each{}.
            A raise stops new items, lets those in flight finish and is raised again with index and item.
            """,
        example: "names = parallel(experiments.list{limit = 20}, function(e) return experiments.get(e).name end)")

    static let request = ShellFunction(
        "request", .function,
        [
            ShellParameter(
                "method", .value(.string(minLength: 1)), required: true, usual: HTTPMethod.allCases.map(\.rawValue),
                help: "Every method but GET is a write."),
            ShellParameter(
                "path", .value(.string(minLength: 1)), required: true, means: .path, help: "Below the base URL."),
        ],
        options: [
            ShellParameter("query", .value(.map(of: .any)), help: "What stands after the question mark."),
            ShellParameter("body", .value(.any), help: "Sent as JSON."),
        ],
        text: """
            Sends any request with the same key, rate and safety rules; returns the decoded body and
            {status =, headers =}. Every method but GET is a write and is never sent twice. A 202 or 206 is an error.
            """,
        example: "request(\"GET\", \"/experiments/list\", {query = {limit = 2}})")

    static let connect = ShellFunction(
        "connect",
        options: [
            ShellParameter(
                "profile", .value(.string(minLength: 1)), means: .profile, help: "The name of a profile of config.toml."
            ),
            ShellParameter(
                "sandbox", .value(.any),
                help: "A sandbox file; true for the usual one, \":memory:\" for one that is thrown away."),
            ShellParameter(
                "api", .value(.enumeration(Generation.allCases.map(\.rawValue))), help: "The generation of the API."),
        ],
        alternatives: 2,
        text: """
            Returns a table with the same resources, request, session and catalogue for another target: a profile of
            config.toml, or a sandbox file (true for the usual one, ":memory:" for one that is thrown away).
            """,
        example: "local staging = connect{profile = \"staging\"}")

    static let sleep = ShellFunction(
        "sleep", .function,
        [
            // Longer than some 31 years is a mistake.
            ShellParameter("seconds", .value(.number(min: 0, max: 1e9)), required: true, help: "How long.")
        ],
        text: "Waits; other items of a parallel go on meanwhile.", example: "sleep(0.5)")

    static let pp = ShellFunction(
        "pp", .function, [ShellParameter("value", .value(.any), required: true, help: "What is printed.")],
        text: "Prints a value as the prompt shows it, from anywhere.", example: "pp(experiments.get(\"90211\"))")

    static let help = ShellFunction(
        "help", .function,
        [ShellParameter("x", .value(.any), help: "A function, a resource or a name.")],
        text: "Shows what a function, a resource or a name is for. At the prompt x? does the same.",
        example: "help(experiments.create)")

    static let jsonEncode = ShellFunction(
        "json.encode", .function, [ShellParameter("value", .value(.any), required: true, help: "What is written.")],
        options: [
            ShellParameter(
                "indent", .value(.integer(min: 0, max: 16)), standard: "0",
                help: "Blanks for each level; 0 writes one line.")
        ],
        allowsOtherTables: true,
        text: """
            The JSON text of a value. null writes null, array{} writes [], fields are in the order of their bytes.
            NaN, infinity, functions, cycles and tables with both items and fields are errors that name the place.
            """,
        example: "print(json.encode({key = \"a\", tags = array{}}))")

    static let jsonDecode = ShellFunction(
        "json.decode", .function, [ShellParameter("text", .value(.string()), required: true, help: "One JSON value.")],
        options: [
            ShellParameter(
                "replace_surrogates", .value(.boolean), standard: "false",
                help: "Half a surrogate pair becomes U+FFFD; else it is an error.")
        ],
        text: """
            The value of a JSON text. 64-bit integers stay exact, null in an object is an absent field and in an
            array the value null. Half a surrogate pair (such as "\\ud83d" alone) is an error; with
            replace_surrogates = true it becomes U+FFFD, as it does in answers of the service.
            """,
        example: "local t = json.decode('{\"a\": [1, null]}')")

    static let array = ShellFunction(
        "array", .function,
        [ShellParameter("table", .value(.array(of: .any)), required: true, help: "The table to mark.")],
        text: "Marks a table as an array, so that it writes [] when it is empty.", example: "local none = array{}")

    static let null = ShellFunction(
        "null", .value,
        text: """
            The value of null in a JSON array, and what writes null. It is true in a condition; compare with
            x == null.
            """,
        example: "print(json.encode({endDate = null}))")

    static let catalogue = ShellFunction(
        "catalogue", .value,
        text: """
            Every call and every object type of the API as a table that can only be read: what `ampsh catalogue --json`
            prints, in which lists are also read by name: catalogue.objects.Experiment.fields.state.
            """,
        example: "for _, op in ipairs(catalogue.objects.Condition.fields.op.type.values) do print(op) end")

    static let session = ShellFunction(
        "session", .value,
        text: """
            What this session talks to: target, url, profile, generation, read_only and rps. Never the key.
            """,
        example: "if session.target == \"prod\" then print(session.url) end")

    static let shell = ShellFunction(
        "shell", .value, isForAnyCode: false,
        text: """
            The commands of the prompt as functions: shell.load(path), shell.next(page), shell.output("json") and more.
            Some work only where a prompt is open; help(shell.load) says so.
            """,
        example: "shell.load(\"common.lua\")")

    static let runs = ShellFunction(
        "runs", .value, isForAnyCode: false,
        text: """
            The runs that changed something: runs.list() returns them, the newest first, runs.get(number) one with its
            changes.
            """,
        example: "for _, run in ipairs(runs.list()) do print(run.number, run.what, run.state) end")

    static let undo = ShellFunction(
        "undo", .function,
        [ShellParameter("run", .value(.integer(min: 1)), help: "The run's number; else the last one at this target.")],
        isForAnyCode: false,
        text: """
            Takes back what a run changed: reads what is there now, shows what goes back, asks, changes it and reads it
            again. What others have changed since is left as it is. Returns the run that did it.
            """,
        example: "undo(41)")
}
