import JSON

extension DemoData {
    /// Tidemark: search, tickets and fares.
    static let appTravel: [DemoExperiment] = [
        DemoExperiment(
            31124, "ticket-bundle", "Ten for nine", "A bundle of ten tickets. Owner: fares@tidemark.example",
            .running("2025-10-14"),
            [
                .control,
                DemoVariant("ten", payload: ["tickets": 10, "pay": 9]),
                DemoVariant("five", payload: ["tickets": 5, "pay": 4]),
            ],
            weights: [2, 1, 1],
            segments: [
                DemoSegment(
                    "Commuters", [DemoCondition("trips_30d", "greater or equal", ["12"])], 100, weights: [0, 1, 1]),
                DemoSegment(
                    "Pass holders", [DemoCondition("product", "contains", ["monthly", "yearly"])], 0,
                    weights: [1, 0, 0]),
            ],
            on: [.appBackend], by: "user_id", sticky: true),
        DemoExperiment(
            31139, "route-sorting", "Fastest or fewest changes first", "Owner: routing@tidemark.example",
            .running("2025-10-28"),
            [
                DemoVariant("control", "Fastest", payload: ["sort": ["arrival", "changes"]]),
                DemoVariant("changes", "Fewest changes", payload: ["sort": ["changes", "arrival"]]),
                DemoVariant("walk", "Least walking", payload: ["sort": ["walk", "arrival"]]),
            ],
            weights: [50, 30, 20], on: [.appIOS, .appAndroid, .appBackend]),
        DemoExperiment(
            31142, "delay-forecast", "Delay forecast", "Shows the likely arrival. Owner: routing@tidemark.example",
            .running("2025-11-25"),
            [
                .control, DemoVariant("minutes", "In minutes"),
                DemoVariant("range", "As a range", payload: ["quantiles": [0.1, 0.9]]),
            ],
            weights: [98, 1, 1],
            segments: [
                DemoSegment("Beta testers", [DemoCondition("tags", "contains", ["beta"])], 100, weights: [0, 1, 1])
            ],
            on: [.appBackend]),
        DemoExperiment(
            31158, "ferry-seat-map", "Sitzplan der Fähre ⛴️", "Owner: ferries@tidemark.example", .planning,
            segments: [
                DemoSegment("Ferry riders", [DemoCondition("modes", "contains", ["ferry"])], 30, weights: [1, 1])
            ],
            on: [.appIOS]),
        DemoExperiment(
            31163, "zone-map", "Zones as colours", "Owner: fares@tidemark.example",
            .decided("2025-04-07", "2025-05-05"),
            weights: [1, 0], on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31177, "price-rounding", "Round prices", "2.90 or 3.00? Owner: fares@tidemark.example",
            .analyzing("2025-09-22", "2025-11-03"),
            [DemoVariant("control", payload: ["step": 0.1]), DemoVariant("half", payload: ["step": 0.5])],
            weights: [1, 1], on: [.appBackend], by: "user_id", sticky: true),
        DemoExperiment(
            31181, "auto-renew", "Renew the monthly pass by itself", "Owner: fares@tidemark.example",
            .running("2025-12-09"),
            [.control, DemoVariant("opt-in"), DemoVariant("opt-out")], weights: [1, 1, 0], on: [.appBackend],
            by: "user_id"),
        DemoExperiment(
            31196, "widget-next-departure", "Widget: next departure", "", .running("2025-12-16"), weights: [1, 1],
            on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31200, "co2-badge", "CO₂ badge 🌱", "Shows what the trip saves against a car. Owner: green@tidemark.example",
            .running("2026-01-13"),
            [
                .control, DemoVariant("grams", "Gramm", payload: ["unit": "g"]),
                DemoVariant("trees", "Bäume 🌳", payload: ["unit": "trees"]),
            ],
            weights: [1, 1, 1],
            segments: [
                DemoSegment(
                    "Everybody in Hamburg", [DemoCondition("city", "is", ["Hamburg"])], 100, weights: [0, 1, 1])
            ],
            on: [.appIOS, .appAndroid]),
        DemoExperiment(
            31215, "lost-and-found", "忘れ物センター", "駅で忘れ物を検索できるようにする。", .planning,
            [.control, DemoVariant("form", "フォーム"), DemoVariant("chat", "チャット 💬")]),
        DemoExperiment(
            31223, "group-ticket", "Gruppenticket", "Up to five people on one code. Owner: fares@tidemark.example",
            .planning,
            [.control, DemoVariant("five"), DemoVariant("family", "Família"), DemoVariant("unlimited")],
            weights: [70, 10, 10, 10], on: [.appBackend]),
        DemoExperiment(
            31238, "fare-capping", "Never more than a day ticket",
            "Single fares stop at the price of a day ticket. Owner: fares@tidemark.example", .running("2026-01-20"),
            enabled: false,
            [
                DemoVariant("control"),
                DemoVariant("cap", payload: ["cap": 8.8, "currency": "EUR", "cities": ["Hamburg", "Kiel"]]),
            ],
            weights: [1, 0], on: [.appBackend], by: "user_id", sticky: true),
    ]
}
