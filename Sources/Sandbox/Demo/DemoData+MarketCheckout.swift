import JSON

extension DemoData {
    /// Nordlys Market: basket, checkout and payment.
    static let marketCheckout: [DemoExperiment] = [
        DemoExperiment(
            26211, "guest-checkout", "Guest checkout", "Buying without an account. Owner: checkout@nordlys.example",
            .decided("2025-01-13", "2025-02-10"), enabled: true, weights: [0, 1], on: [.marketWeb]),
        DemoExperiment(
            26240, "express-pay-position", "Express pay above the fold",
            "Apple Pay and Google Pay buttons before the address form. Owner: checkout@nordlys.example",
            .decided("2025-02-17", "2025-03-17"),
            [.control, DemoVariant("top", "Buttons on top"), DemoVariant("sticky", "Buttons stay in view")],
            weights: [1, 0, 0], on: [.marketWeb]),
        DemoExperiment(
            26288, "free-shipping-threshold", "Free shipping threshold",
            "Which basket value earns free shipping? Owner: pricing@nordlys.example",
            .analyzing("2025-09-01", "2025-10-13"),
            [
                DemoVariant("control", "499 kr", payload: ["threshold": 499, "currency": "NOK"]),
                DemoVariant("low", "349 kr", payload: ["threshold": 349, "currency": "NOK"]),
                DemoVariant("high", "649 kr", payload: ["threshold": 649, "currency": "NOK"]),
            ],
            weights: [2, 1, 1],
            segments: [
                DemoSegment("Norway", [DemoCondition("country", "is", ["Norway"])], 100, weights: [2, 1, 1]),
                DemoSegment("Sweden", [DemoCondition("country", "is", ["Sweden"])], 40, weights: [1, 1, 0]),
            ],
            on: [.marketPricing], sticky: true),
        DemoExperiment(
            26301, "checkout-copy-test", "Shorter button copy",
            "Does shorter button copy raise completed checkouts? Owner: checkout@nordlys.example",
            .running("2025-10-06"),
            [
                DemoVariant("control", "Control", payload: ["label": "Proceed to payment"]),
                DemoVariant("treatment", "Short copy", "Two word label", payload: ["label": "Buy now"]),
            ],
            segments: [
                DemoSegment(
                    "Nordic buyers", [DemoCondition("country", "is", ["Norway", "Sweden", "Denmark", "Finland"])], 50,
                    weights: [1, 1])
            ],
            on: [.marketWeb]),
        DemoExperiment(
            26317, "basket-cross-sell", "Also in the basket",
            "Three accessories under the basket lines. Owner: checkout@nordlys.example",
            .running("2025-10-20"),
            [
                .control,
                DemoVariant("similar", "Similar goods", payload: ["source": "similar", "count": 3]),
                DemoVariant("bought-with", "Bought together", payload: ["source": "bought-with", "count": 3]),
            ],
            weights: [50, 25, 25], on: [.marketWeb, .marketPricing]),
        DemoExperiment(
            26344, "address-autocomplete", "Address autocomplete",
            "One field instead of five. Rolled out carefully: the provider bills by request. Owner: checkout@nordlys.example",
            .running("2025-11-03"), weights: [9, 1], on: [.marketWeb], by: "device_id"),
        DemoExperiment(
            26352, "pay-later-offer", "Betal senere 💳",
            "Invoice after 30 days, for returning customers only. Owner: payments@nordlys.example",
            .running("2025-11-10", until: "2027-01-31"),
            [
                .control, DemoVariant("invoice", "Faktura"),
                DemoVariant("instalments", "Delbetaling", "3, 6 or 12 months"),
            ],
            weights: [2, 1, 1],
            segments: [
                DemoSegment(
                    "Returning customers",
                    [
                        DemoCondition("orders_total", "greater or equal", ["3"]),
                        DemoCondition("country", "is", ["Norway"]),
                    ], 100, weights: [2, 1, 1]),
                DemoSegment(
                    "Staff", [DemoCondition("email", "glob match", ["*@nordlys.example"])], 100, weights: [0, 1, 1]),
            ],
            on: [.marketWeb, .marketPricing], sticky: true),
        DemoExperiment(
            26369, "coupon-field-hidden", "Coupon field behind a link",
            "People leave to look for coupons when they see the field.", .running("2025-11-17"), enabled: false,
            on: [.marketWeb]),
        DemoExperiment(
            26397, "one-page-checkout", "One page checkout",
            "Address, delivery and payment on one page. Owner: checkout@nordlys.example", .planning,
            [.control, DemoVariant("accordion", "Accordion"), DemoVariant("columns", "Two columns")], on: [.marketWeb]),
        DemoExperiment(
            26401, "gift-wrapping", "Geschenkverpackung 🎁", "Offer wrapping for 39 kr. Owner: pricing@nordlys.example",
            .planning,
            [
                .control,
                DemoVariant("paper", "Papier", payload: ["price": 39, "eco": true]),
                DemoVariant("bag", "Beutel", payload: ["price": 59.5, "eco": false]),
            ]),
        DemoExperiment(26418, "delivery-date-picker", "Choose the delivery day", "", .planning, on: [.marketWeb]),
        DemoExperiment(
            26433, "vat-display", "Prices with and without VAT",
            "Business customers see net prices first. Owner: pricing@nordlys.example",
            .analyzing("2025-08-04", "2025-09-15"),
            weights: [1, 3],
            segments: [
                DemoSegment("Business", [DemoCondition("account_type", "is", ["business"])], 100, weights: [1, 1]),
                DemoSegment("Everybody else", [], 0, weights: [1, 0]),
            ],
            on: [.marketPricing], by: "gp:organisation_id"),
    ]
}
