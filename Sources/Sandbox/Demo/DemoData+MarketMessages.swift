import JSON

extension DemoData {
    /// Nordlys Market: mail, messages, loyalty and the Asian shops.
    static let marketMessages: [DemoExperiment] = [
        DemoExperiment(
            26611, "welcome-mail", "Welcome mail", "Voucher or story? Owner: crm@nordlys.example",
            .running("2025-10-13"),
            [
                .control,
                DemoVariant("voucher", "10 % voucher", payload: ["template": "welcome-voucher", "percent": 10]),
                DemoVariant("story", "Our story", payload: ["template": "welcome-story"]),
            ],
            weights: [1, 1, 1], on: [.marketMail], by: "user_id"),
        DemoExperiment(
            26624, "cart-reminder-delay", "When to remind of a basket",
            "Hours until the reminder. Owner: crm@nordlys.example", .running("2025-11-05"),
            [
                DemoVariant("control", "24 h", payload: ["hours": 24]),
                DemoVariant("h2", "2 h", payload: ["hours": 2]),
                DemoVariant("h6", "6 h", payload: ["hours": 6]),
                DemoVariant("h48", "48 h", payload: ["hours": 48]),
            ],
            weights: [40, 20, 20, 20],
            segments: [
                DemoSegment(
                    "Took part before", [DemoCondition("mails_opened_30d", "greater", ["0"])], 100,
                    weights: [1, 1, 1, 1])
            ],
            on: [.marketMail], by: "user_id", sticky: true),
        DemoExperiment(
            26637, "subject-emoji", "Emoji in the subject line ✉️✨", "Owner: crm@nordlys.example",
            .decided("2025-06-09", "2025-06-30"), weights: [100, 0], on: [.marketMail], by: "user_id"),
        DemoExperiment(
            26650, "loyalty-tiers", "Nordlys+ tiers",
            "Three tiers in place of points. Long running: end by the end of 2026. Owner: loyalty@nordlys.example",
            .running("2025-04-01", until: "2026-12-31"),
            [
                DemoVariant("control", "Points"),
                DemoVariant(
                    "tiers", "Tiers",
                    payload: [
                        "tiers": [
                            ["name": "Blå", "from": 0, "discount": 0],
                            ["name": "Grønn", "from": 2000, "discount": 0.03],
                            ["name": "Rød", "from": 8000, "discount": 0.05],
                        ]
                    ]),
            ],
            weights: [1, 1],
            segments: [
                DemoSegment(
                    "Members since 2020", [DemoCondition("member_since", "less", ["2021"])], 100, weights: [3, 1]),
                DemoSegment("Members", [DemoCondition("is_member", "is", ["true"])], 100, weights: [1, 1]),
            ],
            on: [.marketWeb, .marketPricing, .marketMail], by: "user_id", sticky: true),
        DemoExperiment(
            26668, "push-quiet-hours", "Quiet hours", "No push messages between 21 and 8.",
            .analyzing("2025-08-18", "2025-09-29"), by: "user_id"),
        DemoExperiment(
            26671, "chat-bubble", "Chat bubble", "Was on the app of 2019 only.", .decided("2024-02-05", "2024-03-04"),
            weights: [1, 0]),
        DemoExperiment(
            26689, "jp-payment-order", "支払い方法の順序",
            "日本のストア:コンビニ払いを先頭に表示する。担当:tokyo@nordlys.example", .running("2025-12-15"),
            [
                DemoVariant("control", "クレジットカード優先"),
                DemoVariant("konbini", "コンビニ優先", payload: ["順序": ["コンビニ", "カード", "代引き"]]),
            ],
            segments: [DemoSegment("日本", [DemoCondition("country", "is", ["Japan"])], 100, weights: [1, 1])],
            on: [.marketWeb, .marketPricing]),
        DemoExperiment(
            26694, "kr-hero-banner", "메인 배너 문구", "한국 스토어의 첫 화면 배너 문구를 비교합니다.", .planning,
            [
                .control,
                DemoVariant("seasonal", "계절 문구 ❄️", payload: ["title": "따뜻한 겨울 준비"]),
                DemoVariant("price", "가격 문구", payload: ["title": "지금 최대 30% 할인"]),
            ],
            segments: [DemoSegment("한국", [DemoCondition("country", "is", ["South Korea"])], 25, weights: [2, 1, 1])],
            on: [.marketWeb]),
        DemoExperiment(
            26707, "cn-mini-programme", "小程序入口", "在商品页显示小程序二维码。", .planning,
            [.control, DemoVariant("qr", "二维码"), DemoVariant("link", "链接")]),
        DemoExperiment(
            26712, "banner-rtl", "شريط العروض", "Offers for right-to-left languages. Owner: i18n@nordlys.example",
            .running("2026-01-12"),
            [.control, DemoVariant("treatment", "من اليمين", payload: ["direction": "rtl", "title": "عروض اليوم"])],
            weights: [4, 1],
            segments: [
                DemoSegment("Arabic", [DemoCondition("language", "glob match", ["ar-*"])], 12.5, weights: [1, 1])
            ],
            on: [.marketWeb]),
        DemoExperiment(
            26730, "newsletter-frequency", "Fewer newsletters", "Owner: crm@nordlys.example", .running("2026-01-19"),
            enabled: false,
            [.control, DemoVariant("weekly"), DemoVariant("monthly"), DemoVariant("choice", "Let them choose")],
            weights: [1, 1, 1, 1], on: [.marketMail], by: "user_id"),
        DemoExperiment(
            26745, "referral-reward", "Bring a friend", "", .planning,
            [
                .control,
                DemoVariant("both", "Both get 50 kr", payload: ["inviter": 50, "friend": 50]),
                DemoVariant("friend", "The friend gets 100 kr", payload: ["inviter": 0, "friend": 100]),
            ]),
    ]
}
