import JSON
import Sandbox

/// A call of the matrix: its Lua, and how the store says what became of it.
struct MatrixCall: Sendable {
    /// The endpoint, or `request` for a write that is not bound.
    let endpoint: String
    /// Lua that makes the call once; `N` is the number of the case.
    let code: String
    /// The name under which `ServerTruth` counts the write; nil for reads.
    let write: String?

    /// The chunk: the outcome as the error or the result says it, with what was returned.
    func chunk(_ number: Int) -> String {
        """
        local N = \(number)
        local ok, result = pcall(function() return \(code) end)
        if ok then
            return json.encode{ok = true, value = result == nil and null or result}
        end
        return json.encode{
            ok = false, kind = result.kind, outcome = result.outcome, message = tostring(result), attempts = result.attempts}
        """
    }

    /// The calls of one case; each case has experiments of its own.
    static func all(_ experiment: String) -> [MatrixCall] {
        [
            MatrixCall(endpoint: "experiments.list", code: "#experiments.list{limit = 7}", write: nil),
            MatrixCall(endpoint: "experiments.get", code: "experiments.get('\(experiment)').id", write: nil),
            MatrixCall(endpoint: "deployments.list", code: "#deployments.list{}", write: nil),
            MatrixCall(
                endpoint: "experiments.create",
                code: "experiments.create{projectId = '417260', key = 'matrix-' .. N}.key", write: "matrix-N"),
            MatrixCall(
                endpoint: "experiments.activate", code: "experiments.activate('\(experiment)') or true",
                write: "/experiments/\(experiment)/activate"),
            MatrixCall(
                endpoint: "experiments.deactivate", code: "experiments.deactivate('\(experiment)') or true",
                write: "/experiments/\(experiment)/deactivate"),
            MatrixCall(
                endpoint: "experiments.set_rollout_weights",
                code: "experiments.set_rollout_weights('\(experiment)', {control = 3}) or true",
                write: "/experiments/\(experiment)/rollout-weights"),
            MatrixCall(
                endpoint: "request",
                code:
                    "request('POST', '/experiments/new', {body = {projectId = '417260', key = 'matrix-' .. N}}).key",
                write: "matrix-N"),
        ]
    }
}
