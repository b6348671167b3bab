/// A call of v1 under a fault: its Lua, and what else has to be made first.
struct V1MatrixCall: Sendable {
    /// The call, as Lua names it.
    let id: String
    /// Lua that makes what the call needs, by other calls; `N` is the number of the case.
    let setUp: String
    /// Lua that makes the call once.
    let code: String

    private init(_ id: String, _ code: String, after setUp: String = "") {
        self.id = id
        self.code = code
        self.setUp = setUp
    }

    /// The chunk: the outcome as the error or the result says it.
    func chunk(_ number: Int) -> String {
        """
        local N = \(number)
        \(setUp)
        local ok, result = pcall(function() return \(code) end)
        if ok then return json.encode{ok = true, has = result ~= nil} end
        return json.encode{ok = false, kind = result.kind, outcome = result.outcome, message = tostring(result)}
        """
    }

    /// Every call of v1, in an order in which one leaves what the next one needs.
    static let all: [V1MatrixCall] =
        [("experiments", "31223"), ("flags", "24391")].flatMap { of(family: $0.0, $0.1) }
        + of(group: "mutexes", "80007", more: "slots = {{percentage = 60}, {percentage = 40}}")
        + of(group: "holdouts", "81050", more: "holdoutPercentage = 5") + [
            V1MatrixCall(
                "mutexes.slots.edit", "mutexes.slots.edit(id, 1, {individuals = {'i' .. N}})",
                after: "local id = mutexes.list{}[1].id"),
            V1MatrixCall("deployments.list", "deployments.list{}"),
            V1MatrixCall("deployments.get", "deployments.get('5498')"),
            V1MatrixCall(
                "deployments.create",
                "deployments.create{projectId = '417260', label = 'matrix-' .. N, type = 'client'}"),
            V1MatrixCall("deployments.edit", "deployments.edit('5498', {label = 'label-' .. N})"),
            V1MatrixCall("versions.list", "versions.list{limit = 3}"),
        ]

    private static func of(family: String, _ object: String) -> [V1MatrixCall] {
        let variant = "local v = F.variants.list(O)[1].key"
        let rows: [(id: String, code: String, setUp: String)] = [
            ("list", "F.list{limit = 3}", ""), ("get", "F.get(O)", ""),
            ("create", "F.create{projectId = '417260', key = 'matrix-' .. N}", ""),
            ("edit", "F.edit(O, {description = 'd' .. N})", ""), ("activate", "F.activate(O)", ""),
            ("deactivate", "F.deactivate(O)", ""), ("archive", "F.archive(O)", ""), ("restore", "F.restore(O)", ""),
            ("set_rollout_weights", "F.set_rollout_weights(O, {[v] = N + 2})", variant),
            ("tags.add", "F.tags.add(O, {'t' .. N})", ""), ("tags.remove", "F.tags.remove(O, F.get(O).tags)", ""),
            ("versions.list", "F.versions.list(O)", ""), ("versions.get", "F.versions.get(O, 1)", ""),
            ("variants.list", "F.variants.list(O)", ""), ("variants.get", "F.variants.get(O, v)", variant),
            ("variants.create", "F.variants.create(O, {key = 'made-' .. N})", ""),
            ("variants.edit", "F.variants.edit(O, v, {name = 'n' .. N})", variant),
            ("variants.remove", "F.variants.remove(O, 'gone-' .. N)", "F.variants.create(O, {key = 'gone-' .. N})"),
            ("variants.users.list", "F.variants.users.list(O, v)", variant),
            ("variants.users.add", "F.variants.users.add(O, v, {'u' .. N})", variant),
            (
                "variants.users.remove", "F.variants.users.remove(O, v, 0)",
                variant + " F.variants.users.add(O, v, {'x' .. N})"
            ),
            (
                "variants.users.bulk_remove", "F.variants.users.bulk_remove(O, v, {'b' .. N})",
                variant + " F.variants.users.add(O, v, {'b' .. N})"
            ),
            (
                "variants.users.remove_all", "F.variants.users.remove_all(O, v)",
                variant + " F.variants.users.add(O, v, {'a' .. N})"
            ),
            ("variants.cohorts.list", "F.variants.cohorts.list(O, v)", variant),
            (
                "variants.cohorts.add", "F.variants.cohorts.add(O, v, {'c'})",
                variant + " F.variants.cohorts.bulk_remove(O, v, {'c'})"
            ),
            (
                "variants.cohorts.bulk_remove", "F.variants.cohorts.bulk_remove(O, v, {'d'})",
                variant + " F.variants.cohorts.add(O, v, {'d'})"
            ),
            ("deployments.list", "F.deployments.list(O)", ""),
            (
                "deployments.add", "F.deployments.add(O, {d})",
                "local d = F.get(O).projectId == '417260' and '5498' or '5733'"
            ),
            (
                "deployments.remove", "F.deployments.remove(O, d)",
                "local d = F.get(O).projectId == '417260' and '5498' or '5733' F.deployments.add(O, {d})"
            ),
        ]
        return rows.map { row in
            V1MatrixCall(
                "\(family).\(row.id)", row.code, after: "local F, O = \(family), '\(object)' \(row.setUp)")
        }
    }

    private static func of(group: String, _ object: String, more: String) -> [V1MatrixCall] {
        let one = "local id = \(group).list{}[1].id"
        return [
            V1MatrixCall("\(group).list", "\(group).list{}"),
            V1MatrixCall("\(group).get", "\(group).get(id)", after: one),
            V1MatrixCall(
                "\(group).create", "\(group).create{projectId = '417260', name = 'n', key = '\(group)-' .. N, \(more)}"),
            V1MatrixCall("\(group).edit", "\(group).edit(id, {name = 'n' .. N})", after: one),
        ]
    }
}
