import JSON

extension DemoData {
    /// Tidemark: switches and settings.
    static let appFlags: [DemoFlag] = [
        DemoFlag(
            24801, "force-update", "Force an update", "Versions that must be replaced.", made: "2023-11-08T07:30:00Z",
            by: .mateo, [DemoFlagVariant("on", payload: ["below": "5.0"])], tags: ["platform"],
            on: [.appIOS, .appAndroid], local: true,
            [
                DemoRevision(
                    "2023-11-15T07:30:00Z", .mateo,
                    [
                        "enabled": true,
                        "targetSegments": [
                            DemoSetting.segment(
                                "Old versions", [DemoSetting.property("version", "less", ["5.0"])], 100, ["on": 1])
                        ],
                    ])
            ]),
        DemoFlag(
            24822, "timetable-source", "Where timetables come from", made: "2024-02-19T09:00:00Z", by: .lin,
            [DemoFlagVariant("on", "Feed 2", payload: "https://feed2.tidemark.example")], tags: ["routing"],
            on: [.appBackend],
            [
                DemoRevision("2024-03-04T04:00:00Z", .lin, DemoSetting.rollout(50)),
                DemoRevision("2024-03-11T04:00:00Z", .lin, DemoSetting.rollout(100)),
            ]),
        DemoFlag(
            24840, "live-positions", "Vehicles on the map", made: "2024-06-03T10:00:00Z", by: .lin, tags: ["map"],
            on: [.appIOS, .appAndroid],
            [
                DemoRevision("2024-06-17T06:00:00Z", .lin, DemoSetting.rollout(10)),
                DemoRevision("2024-07-01T06:00:00Z", .mateo, DemoSetting.rollout(30)),
                DemoRevision("2024-07-15T06:00:00Z", .mateo, DemoSetting.rollout(100)),
            ]),
        DemoFlag(
            24873, "ticket-wallet", "Tickets in the wallet 🎫", made: "2024-10-07T12:00:00Z", by: .mateo,
            tags: ["fares"], on: [.appIOS],
            [
                DemoRevision(
                    "2024-10-21T05:00:00Z", .mateo,
                    [
                        "enabled": true, "rolloutPercentage": 15,
                        "targetSegments": [
                            DemoSetting.segment(
                                "Testers",
                                [
                                    DemoSetting.cohort("decaf034"),
                                    DemoSetting.property("platform", "is", ["iOS"]),
                                ], 100, ["on": 1])
                        ],
                    ])
            ]),
        DemoFlag(
            24902, "sea-conditions", "Wind and waves", "For ferries.", made: "2025-01-27T08:00:00Z", by: .lin,
            tags: ["ferries"], on: [.appBackend],
            [DemoRevision("2025-02-10T05:00:00Z", .lin, DemoSetting.rollout(60))]),
        DemoFlag(
            24925, "old-login", "Sign in with a password", made: "2025-02-24T09:00:00Z", by: .mateo,
            tags: ["identity"], on: [.appIOS, .appAndroid],
            [
                DemoRevision("2025-03-03T09:00:00Z", .mateo, DemoSetting.rollout(100)),
                DemoRevision("2025-09-29T09:00:00Z", .mateo, ["enabled": false, "rolloutPercentage": 0]),
                DemoRevision("2025-10-06T09:00:00Z", .lin, ["deleted": true]),
            ]),
        DemoFlag(
            24944, "trip-sharing", "Share a trip", made: "2025-04-28T11:00:00Z", by: .lin,
            [DemoFlagVariant("on"), DemoFlagVariant("link-only", "Link only")], tags: ["routing"],
            on: [.appIOS, .appAndroid],
            [
                DemoRevision("2025-05-05T05:00:00Z", .lin, DemoSetting.rollout(20)),
                DemoRevision("2025-06-02T05:00:00Z", .lin, ["rolloutWeights": ["on": 3, "link-only": 1]]),
            ]),
        DemoFlag(
            24967, "crash-reports", "Crash reports", made: "2025-06-30T10:30:00Z", by: .mateo, tags: ["platform"],
            on: [.appIOS, .appAndroid], local: true,
            [DemoRevision("2025-07-07T06:00:00Z", .mateo, DemoSetting.rollout(100))]),
        DemoFlag(
            24981, "price-in-sek", "Prices in kronor", made: "2025-09-01T08:45:00Z", by: .lin, tags: ["fares"],
            on: [.appBackend],
            [
                DemoRevision(
                    "2025-09-08T05:00:00Z", .lin,
                    [
                        "enabled": true,
                        "targetSegments": [
                            DemoSetting.segment(
                                "Sweden", [DemoSetting.property("country", "set is", ["Sweden"])], 100, ["on": 1])
                        ],
                    ])
            ]),
        DemoFlag(
            25006, "beta-menu", "Menu for testers", made: "2025-10-13T14:00:00Z", by: .mateo, on: [.appAndroid],
            [DemoRevision("2025-11-17T14:00:00Z", .lin, ["deleted": true])]),
        DemoFlag(
            25020, "offline-maps", "Maps without a network", made: "2025-11-10T09:15:00Z", by: .lin, tags: ["map"],
            on: [.appIOS, .appAndroid],
            [DemoRevision("2025-11-24T05:00:00Z", .lin, DemoSetting.rollout(2))]),
        DemoFlag(25033, "voice-search", "Say where to", made: "2025-12-01T16:20:00Z", by: .mateo, tags: ["routing"]),
    ]
}
