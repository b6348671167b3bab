import Printing
import Repl

/// What the readers made of tables.
struct TableReadings {
    var count = 0
    var read = 0
    var refused = 0
    var disagreements = 0
    var examples: [String] = []

    private mutating func note(_ reader: String, _ code: String, _ got: String, _ expected: String) {
        disagreements += 1
        if examples.count < 5 { examples.append("\(reader): \(got); expected \(expected); of \(code)") }
    }

    /// Compares what came with the reference: the text, or an error that ends in its words.
    private mutating func compare(
        _ reader: String, _ code: String, _ got: Result<String, TableReaders.Said>,
        _ expected: () throws(TableReference.Refusal) -> String?
    ) {
        count += 1
        do throws(TableReference.Refusal) {
            guard let expected = try expected() else { return }
            read += 1
            if case .success(expected) = got { return }
            note(reader, code, "\(got)", expected)
        } catch {
            refused += 1
            // The call that was made may follow.
            if case .failure(let said) = got, "\(said.text) (".contains("\(error.text) (") { return }
            note(reader, code, "\(got)", error.text)
        }
    }

    mutating func check(_ table: RandomTable, _ code: String, _ readers: TableReaders) throws {
        let value = RandomTable.Value.table(table)
        compare("json.encode", code, try readers.run("return json.encode(t)")) { () throws(TableReference.Refusal) in
            try TableReference.json(value)
        }
        compare("json", code, try readers.print(.json)) { () throws(TableReference.Refusal) in
            try TableReference.json(value) + "\n"
        }
        compare("jsonl", code, try readers.print(.jsonl)) { () throws(TableReference.Refusal) in
            _ = try TableReference.json(value)
            return try TableReference.jsonLines(table)
        }
        checkCSV(table, code, try readers.print(.csv))
        try checkLua(table, code, readers)
        checkShown(table, code, "table", try readers.print(.table))
        checkShown(table, code, "cards", try readers.print(.table, .on))
        checkShown(table, code, "plain", try readers.print(.table, isPlain: true))
        compare("request", code, try readers.body("request('POST', '/x', {body = t})")) {
            () throws(TableReference.Refusal) in
            try TableReference.json(value, "body")
        }
        compare(
            "set_rollout_weights", code, try readers.body("experiments.set_rollout_weights('1', t)")
        ) { () throws(TableReference.Refusal) in try Self.weights(table) }
        compare(
            "create", code,
            try readers.body("experiments.create{projectId = '1', key = 'k', deployments = t}")
        ) { () throws(TableReference.Refusal) in try Self.deployments(table) }
        try checkNames(table, code, readers)
        try checkParallel(table, code, readers)
    }

    // MARK: - Output

    /// CSV looks at all rows before it looks into them, so of several refusals it may say another one first.
    private mutating func checkCSV(
        _ table: RandomTable, _ code: String, _ got: Result<String, TableReaders.Said>
    ) {
        let refusals = TableReference.refusals(.table(table))
        guard refusals.isEmpty else {
            count += 1
            refused += 1
            if case .failure(let said) = got, refusals.contains(where: { $0.text == said.text }) { return }
            return note("csv", code, "\(got)", "one of \(refusals.map(\.text))")
        }
        compare("csv", code, got) { () throws(TableReference.Refusal) in try TableReference.csv(table) }
    }

    /// The literal reads back as the same table; one with a function has none.
    private mutating func checkLua(_ table: RandomTable, _ code: String, _ readers: TableReaders) throws {
        count += 1
        switch try readers.print(.lua) {
        case .failure(let said):
            refused += 1
            if !code.contains("[print]") { note("lua", code, said.text, "a literal") }
        case .success(let text):
            read += 1
            let same = """
                local function same(a, b)
                  if type(a) ~= "table" or type(b) ~= "table" then return rawequal(a, b) end
                  for k, v in next, a do if not same(v, b[k]) then return false end end
                  for k in next, b do if a[k] == nil then return false end end
                  return true
                end
                return tostring(same(t, \(text)))
                """
            if case .success("true") = try readers.run(same) { return }
            note("lua", code, text, "the same table")
        }
    }

    /// For people nothing is an error: each text is there, or what stands for it.
    private mutating func checkShown(
        _ table: RandomTable, _ code: String, _ view: String, _ got: Result<String, TableReaders.Said>
    ) {
        count += 1
        guard case .success(let shown) = got else { return note(view, code, "\(got)", "a view") }
        read += 1
        let also = shown.split(separator: "\n").last { $0.contains("also: ") } ?? ""
        for (text, keys) in TableReference.texts(table) where !shown.contains(text) {
            if keys.count >= 3, shown.contains("…") || shown.contains("...") { continue }
            let name =
                switch keys[0] {
                case .name(let name): name
                case .function: "[builtin"
                default: "[\(keys[0].code == "math.mininteger" ? "\(Int64.min)" : keys[0].code)]"
                }
            if also.contains(name) { continue }
            return note(view, code, shown, "\(text) at \(keys)")
        }
        let items = table.entries.keys.compactMap { if case .integer(let item) = $0, item >= 1 { item } else { nil } }
        for item in items where item > 1 && !items.contains(item - 1) {
            let isSaid = ["is nil", "are nil", "[\(item)]", "[\(item == .max ? "math.maxinteger" : "")]"]
            if !isSaid.contains(where: shown.contains) { return note(view, code, shown, "a hole before \(item)") }
        }
    }

    // MARK: - Calls

    private static func weights(_ table: RandomTable) throws(TableReference.Refusal) -> String? {
        guard case .object(let fields) = try TableReference.shape(table, "rolloutWeights") else {
            if table.isMarked, table.entries.isEmpty { return nil }
            throw TableReference.Refusal(path: "rolloutWeights", words: "expected an object, got an array")
        }
        // What is wrong with a value is not what is tried here.
        for case (_, let value) in fields {
            guard case .integer(let weight) = value, weight >= 0 else { return nil }
        }
        return "{\"rolloutWeights\":\(try TableReference.json(.table(table), "rolloutWeights"))}"
    }

    private static func deployments(_ table: RandomTable) throws(TableReference.Refusal) -> String? {
        guard case .list(let items) = try TableReference.shape(table, "deployments") else { return nil }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item else { return nil }
            texts.append("\"\(text)\"")
        }
        return "{\"projectId\":\"1\",\"key\":\"k\",\"deployments\":[\(texts.joined(separator: ","))]}"
    }

    /// Arguments by name: a list is none, and of several wrong names the first is said.
    private mutating func checkNames(_ table: RandomTable, _ code: String, _ readers: TableReaders) throws {
        let got = try readers.run("experiments.list(t)")
        let names: [String]
        do throws(TableReference.Refusal) {
            guard case .object(let fields) = try TableReference.shape(table, "") else {
                return compare("list", code, got) { () throws(TableReference.Refusal) in
                    guard !table.entries.isEmpty else { return nil }
                    throw Self.said("expected a table of names, {name = value}, got an array")
                }
            }
            names = fields.map(\.name)
        } catch {
            return compare("list", code, got) { () throws(TableReference.Refusal) in throw Self.said(error.text) }
        }
        count += 1
        guard let wrong = names.first(where: { $0 != "limit" }) else { return }
        refused += 1
        if case .failure(let said) = got,
            said.text.hasPrefix("argument: experiments.list: \(TableReference.step(wrong, "")): unknown name")
        {
            return
        }
        note("list", code, "\(got)", "\(wrong): unknown name")
    }

    private static func said(_ words: String) -> TableReference.Refusal {
        .init(path: "experiments.list", words: "\(words) (GET /experiments/list)")
    }

    private mutating func checkParallel(_ table: RandomTable, _ code: String, _ readers: TableReaders) throws {
        let got = try readers.run(
            """
            local r = parallel(t, function(x) return x end)
            for i, x in ipairs(r) do if not rawequal(x, t[i]) then return "another item " .. i end end
            return tostring(#r)
            """)
        compare("parallel", code, got) { () throws(TableReference.Refusal) in
            switch try TableReference.shape(table, "items") {
            case .list(let items): return "\(items.count)"
            case .object(let fields) where fields.isEmpty: return "0"
            case .object:
                throw .init(path: "items", words: "expected an array or an iterator, got a table with fields")
            }
        }
    }
}
