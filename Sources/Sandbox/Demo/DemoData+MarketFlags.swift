import JSON

extension DemoData {
    /// Nordlys Market: switches and settings.
    static let marketFlags: [DemoFlag] = [
        DemoFlag(
            24105, "new-search-bar", "New search bar", "Header search, second design", made: "2023-11-06T08:15:42.120Z",
            by: .ida, tags: ["search"], on: [.marketWeb],
            [
                DemoRevision("2023-11-20T16:02:11.004Z", .ida, DemoSetting.rollout(5)),
                DemoRevision(
                    "2024-01-15T09:00:00Z", .omar,
                    [
                        "targetSegments": [
                            DemoSetting.segment(
                                "Staff", [DemoSetting.property("gp:email", "contains", ["@nordlys.example"])], 100,
                                ["on": 1])
                        ]
                    ]),
                DemoRevision("2024-02-12T10:21:33.871Z", .omar, DemoSetting.rollout(25)),
            ]),
        DemoFlag(
            24131, "maintenance-banner", "Maintenance banner", "Says when the shop is closed for a while.",
            made: "2023-11-14T12:30:00Z", by: .omar,
            [DemoFlagVariant("on", payload: ["text": "Back at 06:00", "level": "warning"])], tags: ["ops"],
            on: [.marketWeb],
            [
                DemoRevision("2024-03-02T01:55:00Z", .omar, DemoSetting.rollout(100)),
                DemoRevision("2024-03-02T05:58:10Z", .omar, DemoSetting.rollout(100, enabled: false)),
                DemoRevision("2025-06-21T22:00:00Z", .signe, DemoSetting.rollout(100)),
                DemoRevision("2025-06-22T04:12:47.300Z", .signe, DemoSetting.rollout(100, enabled: false)),
            ]),
        DemoFlag(
            24170, "pricing-cache", "Cache of prices", "Seconds that a price may be old.",
            made: "2023-12-04T09:45:00Z", by: .signe,
            [DemoFlagVariant("on", payload: 30), DemoFlagVariant("long", payload: 300, weight: 0)],
            tags: ["pricing", "ops"], on: [.marketPricing], local: true,
            [
                DemoRevision("2023-12-11T11:00:00Z", .signe, DemoSetting.rollout(10)),
                DemoRevision("2024-01-08T11:00:00Z", .signe, DemoSetting.rollout(100)),
            ]),
        DemoFlag(
            24202, "search-index-v3", "Search index, third edition", made: "2024-01-22T13:13:13Z", by: .omar,
            tags: ["search"], on: [.marketSearch],
            [
                DemoRevision("2024-01-29T08:00:00Z", .omar, DemoSetting.rollout(1)),
                DemoRevision("2024-02-05T08:00:00Z", .omar, DemoSetting.rollout(10)),
                DemoRevision("2024-02-19T08:00:00Z", .ida, DemoSetting.rollout(50)),
                DemoRevision("2024-03-04T08:00:00Z", .ida, DemoSetting.rollout(100)),
            ]),
        DemoFlag(
            24240, "loyal-early-access", "Early access for members", "Members and a list from the shops.",
            made: "2024-04-08T10:10:00Z", by: .ida, tags: ["crm", "q4"], on: [.marketWeb, .marketMail],
            [
                DemoRevision(
                    "2024-09-02T07:00:00Z", .signe,
                    [
                        "enabled": true,
                        "targetSegments": [
                            DemoSetting.segment("Invited", [DemoSetting.cohort("c0ffee12")], 100, ["on": 1]),
                            DemoSetting.segment(
                                "Members", [DemoSetting.property("gp:is_member", "is", ["true"])], 50, ["on": 1]),
                        ],
                    ])
            ]),
        DemoFlag(
            24266, "mail-provider", "Mail provider", "Which of the two sends.", made: "2024-05-13T09:00:00Z",
            by: .signe,
            [
                DemoFlagVariant("north", "Nordpost", payload: ["host": "smtp.nordpost.example"], weight: 0.75),
                DemoFlagVariant("south", "Südpost", payload: ["host": "smtp.suedpost.example"], weight: 0.25),
            ],
            tags: ["crm", "ops"], on: [.marketMail],
            [DemoRevision("2024-05-20T06:30:00Z", .signe, DemoSetting.rollout(100))]),
        DemoFlag(
            24301, "vat-2025", "New VAT rates", made: "2024-08-19T14:00:00Z", by: .omar, tags: ["pricing"],
            on: [.marketPricing],
            [DemoRevision("2024-12-31T23:00:00Z", .omar, DemoSetting.rollout(100))]),
        DemoFlag(
            24333, "christmas-theme", "Christmas theme 🎄", made: "2024-11-11T08:00:00Z", by: .ida, tags: ["q4"],
            on: [.marketWeb],
            [
                DemoRevision("2024-12-01T00:00:00Z", .ida, DemoSetting.rollout(100)),
                DemoRevision("2025-01-07T08:30:00Z", .ida, ["enabled": false]),
                DemoRevision("2025-01-13T08:30:00Z", .ida, ["deleted": true]),
            ]),
        DemoFlag(
            24360, "recommendation-depth", "How many recommendations", made: "2025-01-20T10:00:00Z", by: .omar,
            [
                DemoFlagVariant("few", payload: ["count": 4]), DemoFlagVariant("many", payload: ["count": 12]),
                DemoFlagVariant("all", payload: ["count": nil]),
            ],
            tags: ["listing"], on: [.marketWeb],
            [DemoRevision("2025-02-03T10:00:00Z", .omar, DemoSetting.rollout(12.5))]),
        DemoFlag(
            24391, "basket-api-v2", "Second edition of the basket", made: "2025-03-10T09:20:00Z", by: .ida,
            tags: ["checkout"], on: [.marketWeb, .marketPricing],
            [
                DemoRevision("2025-03-24T07:00:00Z", .ida, DemoSetting.rollout(5)),
                DemoRevision("2025-04-07T07:00:00Z", .ida, DemoSetting.rollout(40)),
                DemoRevision("2025-04-07T09:14:22.090Z", .omar, DemoSetting.rollout(5)),
                DemoRevision("2025-05-05T07:00:00Z", .ida, DemoSetting.rollout(40)),
            ]),
        DemoFlag(
            24420, "saved-baskets", "Baskets that stay", "Needs the second edition of the basket.",
            made: "2025-05-12T12:00:00Z", by: .signe, tags: ["checkout"], on: [.marketWeb],
            [
                DemoRevision(
                    "2025-05-19T12:00:00Z", .signe,
                    [
                        "enabled": true, "rolloutPercentage": 20,
                        "parentDependencies": ["flags": ["24391": ["on"]], "operator": "all"],
                    ])
            ]),
        DemoFlag(
            24458, "store-pickup", "Pick up in the shop", "By shop, not by person.", made: "2025-08-25T11:30:00Z",
            by: .omar, tags: ["checkout"], on: [.marketWeb],
            [
                DemoRevision("2025-09-01T11:30:00Z", .omar, ["bucketingUnit": "store id", "bucketingKey": "gp:store"]),
                DemoRevision("2025-09-15T06:00:00Z", .omar, DemoSetting.rollout(30)),
            ]),
        DemoFlag(24490, "dark-storefront", "Dark storefront", made: "2025-11-24T15:45:00Z", by: .signe),
    ]
}
