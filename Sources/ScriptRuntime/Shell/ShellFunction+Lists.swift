import ManagementAPI

/// The functions on lists.
extension ShellFunction {
    private static let list = ShellParameter(
        "list", .items, required: true, help: "An array, a page, an iterator, or what find returns.")

    private static let by = ShellParameter(
        "by", .fieldOrFunction, required: true,
        help: "The name of a field, or a function that is called with each item.")

    static let countBy = ShellFunction(
        "count_by", .function, [list, by],
        text: """
            Counts the items by a field, or by what a function says of each: an array of {FIELD = value, count = n}, most
            first. A value that is not there is null.
            """,
        example: "count_by(experiments.find{}, \"state\")")

    static let groupBy = ShellFunction(
        "group_by", .function, [list, by],
        text: """
            A table with an array of the items for each value of a field, or of what a function says of them. Those without a
            value are under null.
            """,
        example: "for state, group in pairs(group_by(experiments.find{}, \"state\")) do print(state, #group) end")

    static let sortBy = ShellFunction(
        "sort_by", .function, [list, by],
        options: [
            ShellParameter(
                "descending", .value(.boolean), standard: "false", help: "The greatest first.")
        ],
        text: """
            The items as an array in the order of a field, or of what a function says of them: texts by their bytes, texts of
            digits as numbers. Equal ones stay in their order; those without a value come last.
            """,
        example: "sort_by(experiments.find{}, \"key\")")

    static let pluck = ShellFunction(
        "pluck", .function, [list, by],
        text: "An array of one field of each item, or of what a function says of it; null where there is none.",
        example: "print(table.concat(pluck(experiments.find{enabled = true}, \"key\"), \"\\n\"))")

    static let indexBy = ShellFunction(
        "index_by", .function, [list, by],
        text: """
            A table of the items by a field, or by what a function says of them. Two with one value are an error: one of them
            would be lost.
            """,
        example: "local by_id = index_by(deployments.find{}, \"id\")")

    static let diff = ShellFunction(
        "diff", .function,
        [
            ShellParameter("a", .value(.any), required: true, help: "An object, or a list of them."),
            ShellParameter("b", .value(.any), required: true, help: "Another one, of any target and generation."),
        ],
        text: """
            What differs between two objects, or between two lists of objects of which those of one key belong together: an
            array of {field =, before =, after =, words =}, in lists with object =, which prints as lines. The order of fields
            and of sets does not count, nor do 1 and 1.0, what the service keeps for itself, a payload and its text; of two
            objects in different places neither do ids, and of weights only the shares.
            """,
        example: "diff(experiments.get(\"90211\"), connect{profile = \"staging\"}.experiments.find{key = \"a\"}())")
}
