import JSON
import ManagementAPI

/// `experiments.set_rollout_weights`: variants that are left out keep their weight; all zero is taken.
enum SetRolloutWeights {
    @Sendable static func answer(
        _ call: Call, _ store: any StoreWriter, _ emulator: Emulator
    ) throws -> SandboxResponse {
        try ExperimentChange.make(call, store, emulator) { experiment in
            let asked = call.body["rolloutWeights"]?.objectValue ?? JSONObject()
            let variants = VariantKeys(ofExperiment: experiment)
            try variants.check(asked, at: ValuePath("rolloutWeights"))
            var weights = experiment["rolloutWeights"]?.objectValue ?? JSONObject()
            for (variant, weight) in asked { weights[variant] = weight }
            experiment["rolloutWeights"] = .object(weights)
        }
    }
}
