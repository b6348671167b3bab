import JSON

/// One experiment of the demo data.
struct DemoExperiment {
    /// Where an experiment stands in its life, with its days as YYYY-MM-DD.
    enum Stage {
        case planning
        case running(String, until: String? = nil)
        case analyzing(String, String)
        case decided(String, String)
    }

    let id: Int64
    let key: String
    let name: String
    let description: String
    let stage: Stage
    let isEnabled: Bool
    let variants: [DemoVariant]
    let weights: [Int64]
    let segments: [DemoSegment]
    let deployments: [DemoDeployment]
    let bucketingKey: String
    let isSticky: Bool

    /// `weights` are in the order of the variants; 1 each where there are none. Active while running, unless told.
    init(
        _ id: Int64, _ key: String, _ name: String, _ description: String, _ stage: Stage, enabled: Bool? = nil,
        _ variants: [DemoVariant] = [.control, .treatment], weights: [Int64] = [], segments: [DemoSegment] = [],
        on deployments: [DemoDeployment] = [], by bucketingKey: String = "amplitude_id", sticky: Bool = false
    ) {
        self.id = id
        self.key = key
        self.name = name
        self.description = description
        self.stage = stage
        self.isEnabled = enabled ?? stage.isRunning
        self.variants = variants
        self.weights = weights.isEmpty ? variants.map { _ in 1 } : weights
        self.segments = segments
        self.deployments = deployments
        self.bucketingKey = bucketingKey
        self.isSticky = sticky
    }

    /// The experiment as the API answers it.
    func record(project: String) -> JSONObject {
        [
            "id": .string(String(id)),
            "projectId": .string(project),
            "deployments": .array(deployments.map { .string(String($0.id)) }),
            "key": .string(key),
            "name": .string(name),
            "description": .string(description),
            "enabled": .bool(isEnabled),
            "bucketingKey": .string(bucketingKey),
            "variants": .array(variants.map { .object($0.record) }),
            "rolloutWeights": .object(variants.weights(weights)),
            "targetSegments": .array(segments.map { .object($0.record(variants: variants)) }),
            "stickyBucketing": .bool(isSticky),
            "state": .string(stage.name),
            "startDate": stage.days.start.map { .string($0) } ?? .null,
            "endDate": stage.days.end.map { .string($0) } ?? .null,
        ]
    }
}

extension DemoExperiment.Stage {
    fileprivate var isRunning: Bool { if case .running = self { true } else { false } }

    fileprivate var name: String {
        switch self {
        case .planning: "planning"
        case .running: "running"
        case .analyzing: "analyzing"
        case .decided: "decision-made"
        }
    }

    fileprivate var days: (start: String?, end: String?) {
        switch self {
        case .planning: (nil, nil)
        case .running(let start, let end): (start, end)
        case .analyzing(let start, let end), .decided(let start, let end): (start, end)
        }
    }
}
