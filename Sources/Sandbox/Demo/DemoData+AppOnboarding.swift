import JSON

extension DemoData {
    /// Tidemark: first start, sign-in, permissions.
    static let appOnboarding: [DemoExperiment] = [
        DemoExperiment(
            31004, "onboarding-length", "How many welcome screens?", "Owner: onboarding@tidemark.example",
            .decided("2025-02-03", "2025-03-03"), enabled: true,
            [
                DemoVariant("control", "Five", payload: ["screens": 5]), DemoVariant("three", payload: ["screens": 3]),
                DemoVariant("none", payload: ["screens": 0]),
            ],
            weights: [0, 1, 0], on: [.appIOS, .appAndroid], by: "device_id"),
        DemoExperiment(
            31019, "sign-in-with-phone", "Sign in by phone number",
            "A code by text message instead of a password. Owner: identity@tidemark.example", .running("2025-10-01"),
            [.control, DemoVariant("sms", "Text message"), DemoVariant("whatsapp", "WhatsApp")], weights: [6, 3, 1],
            segments: [
                DemoSegment(
                    "Brazil and India", [DemoCondition("country", "is", ["Brazil", "India"])], 100, weights: [1, 1, 2])
            ],
            on: [.appIOS, .appAndroid, .appBackend], by: "device_id"),
        DemoExperiment(
            31027, "location-permission-timing", "When to ask for the location",
            "On the first search instead of at the first start. Owner: onboarding@tidemark.example",
            .analyzing("2025-09-08", "2025-10-20"),
            [DemoVariant("control", "At the start"), DemoVariant("later", "At the first search")],
            on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31033, "push-permission-primer", "A word before the push question 🔔", "Owner: onboarding@tidemark.example",
            .running("2025-11-11"), on: [.appIOS], by: "device_id"),
        DemoExperiment(
            31048, "home-stop-setup", "Set up the home stop", "Asked on day one or day three?", .running("2025-11-18"),
            [.control, DemoVariant("day-1", payload: ["day": 1]), DemoVariant("day-3", payload: ["day": 3])],
            weights: [2, 1, 1], on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31052, "dark-map", "Dunkle Karte 🌙", "Owner: map@tidemark.example", .decided("2025-07-07", "2025-08-04"),
            enabled: true, weights: [0, 1], on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31066, "map-provider", "Map tiles", "Cost against sharpness. Owner: map@tidemark.example",
            .running("2025-12-02"), enabled: false,
            [
                DemoVariant("control", payload: ["tiles": "raster", "zoom": [4, 17]]),
                DemoVariant("vector", payload: ["tiles": "vector", "zoom": [2, 20]]),
            ],
            weights: [95, 5], on: [.appAndroid]),
        DemoExperiment(
            31070, "account-deletion-survey", "Why do you leave?", "One question, can be skipped.", .planning,
            on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31085, "passkeys", "Passkeys 🔑", "Owner: identity@tidemark.example", .planning,
            [.control, DemoVariant("offer", "Offered after sign-in"), DemoVariant("default", "First choice")],
            segments: [
                DemoSegment(
                    "Systems that can",
                    [
                        DemoCondition("os_version", "greater or equal", ["16"]),
                        DemoCondition("platform", "is", ["iOS"]),
                    ], 10, weights: [1, 1, 0])
            ],
            on: [.appBackend]),
        DemoExperiment(
            31091, "language-picker", "Язык при первом запуске", "Предлагать язык по региону, а не по системе.",
            .running("2026-01-07"), weights: [1, 2],
            segments: [
                DemoSegment(
                    "Região do Báltico", [DemoCondition("country", "is", ["Estonia", "Latvia", "Lithuania"])], 100,
                    weights: [1, 1])
            ],
            on: [.appIOS, .appAndroid], by: "device_id"),
        DemoExperiment(31107, "tutorial-overlay", "Tutorial overlay", "No deployment yet.", .planning, enabled: true),
        DemoExperiment(
            31110, "student-verification", "Student fare check", "Owner: fares@tidemark.example",
            .analyzing("2025-10-06", "2025-11-17"),
            [
                .control, DemoVariant("upload", "Photo of the card"),
                DemoVariant("university", "Sign in at the university"),
            ],
            weights: [1, 1, 1], on: [.appBackend], by: "user_id"),
    ]
}
