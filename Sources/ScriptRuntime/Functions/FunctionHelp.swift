/// One global function that is no endpoint, as `help` and the reference page show it.
public struct FunctionHelp: Sendable {
    /// How it is called.
    public let signature: String
    /// What it does, in a line or a few.
    public let text: String
    /// A line or two of Lua.
    public let example: String

    /// The name before the parenthesis.
    public var name: String { String(signature.prefix { $0 != "(" && $0 != "{" }) }

    /// As `help` prints it.
    public var page: String { "\(signature)\n\n\(text)\n\nExample:\n  \(example)\n" }

    /// Every global of the shell that is no resource.
    public static let all: [FunctionHelp] = [
        FunctionHelp(
            signature: "parallel(items, fn, {concurrency = 8})",
            text: """
                Calls fn(item) for every item, several at a time, and answers the results in the order of the items
                (the first value of fn; nil as null). items is an array or an iterator such as experiments.each{}.
                A raise stops new items, lets those in flight finish and is raised again with index and item.
                """,
            example: "names = parallel(experiments.list{limit = 20}, function(e) return experiments.get(e).name end)"),
        FunctionHelp(
            signature: "request(method, path, {query =, body =})",
            text: """
                Sends any request with the same key, rate and safety rules; answers the decoded body and
                {status =, headers =}. Every method but GET is a write and is never sent twice. A 202 or 206 is an error.
                """,
            example: "request(\"GET\", \"/experiments/list\", {query = {limit = 2}})"),
        FunctionHelp(
            signature: "connect{profile = | sandbox =}",
            text: """
                Answers a table with the same resources for another target: a profile of config.toml, or a sandbox file
                (true for the usual one, ":memory:" for one that is thrown away).
                """,
            example: "local staging = connect{profile = \"staging\"}"),
        FunctionHelp(
            signature: "sleep(seconds)", text: "Waits; other items of a parallel go on meanwhile.",
            example: "sleep(0.5)"),
        FunctionHelp(
            signature: "pp(value)", text: "Prints a value as the prompt shows it, from anywhere.",
            example: "pp(experiments.get(\"90211\"))"),
        FunctionHelp(
            signature: "help(x)",
            text: "Shows what a function, a resource or a name is for. At the prompt x? does the same.",
            example: "help(experiments.create)"),
        FunctionHelp(
            signature: "json.encode(value, {indent = 0})",
            text: """
                The JSON text of a value. null writes null, array{} writes [], fields are in the order of their bytes.
                NaN, infinity, functions, cycles and tables with both items and fields are errors that name the place.
                """,
            example: "print(json.encode({key = \"a\", tags = array{}}))"),
        FunctionHelp(
            signature: "json.decode(text, {replace_surrogates = false})",
            text: """
                The value of a JSON text. 64-bit integers stay exact, null in an object is an absent field and in an
                array the value null. Half a surrogate pair (such as "\\ud83d" alone) is an error; with
                replace_surrogates = true it becomes U+FFFD, as it does in answers of the service.
                """,
            example: "local t = json.decode('{\"a\": [1, null]}')"),
        FunctionHelp(
            signature: "array(table)", text: "Marks a table as an array, so that it writes [] when it is empty.",
            example: "local none = array{}"),
        FunctionHelp(
            signature: "null",
            text: """
                The value of null in a JSON array, and what writes null. It is true in a condition; compare with
                x == null.
                """,
            example: "print(json.encode({endDate = null}))"),
        FunctionHelp(
            signature: "session",
            text: """
                What this session talks to: target, url, profile, generation, read_only and rps. Never the key.
                """,
            example: "if session.target == \"prod\" then print(session.url) end"),
        FunctionHelp(
            signature: "shell",
            text: """
                The commands of the prompt as functions: shell.load(path), shell.next(page), shell.output("json") and more.
                Some work only where a prompt is open; help(shell.load) says so.
                """,
            example: "shell.load(\"common.lua\")"),
    ]
}
