import JSON

extension DemoData {
    /// Nordlys Market: search, lists and product pages.
    static let marketSearch: [DemoExperiment] = [
        DemoExperiment(
            26460, "search-ranker", "Search ranker v2",
            "Learned ranking against the hand-tuned one. Owner: search@nordlys.example", .running("2025-09-22"),
            [
                DemoVariant("control", payload: ["model": "bm25"]),
                DemoVariant("treatment", "Learned", payload: ["model": "ltr-2", "depth": 200]),
            ],
            on: [.marketSearch]),
        DemoExperiment(
            26466, "search-ranker-small-shops", "Search ranker for small shops",
            "As search-ranker, with a boost for sellers below 100 items. Owner: search@nordlys.example",
            .running("2025-10-27"),
            [
                DemoVariant("control", payload: ["boost": 0]),
                DemoVariant("boost-low", payload: ["boost": 0.25]),
                DemoVariant("boost-mid", payload: ["boost": 0.5]),
                DemoVariant("boost-high", payload: ["boost": 1]),
            ],
            weights: [70, 10, 10, 10], on: [.marketSearch]),
        DemoExperiment(
            26479, "search-suggestions", "Suggestions while typing",
            "Owner: search@nordlys.example", .decided("2025-03-03", "2025-04-14"), enabled: true, weights: [0, 100],
            on: [.marketWeb, .marketSearch]),
        DemoExperiment(
            26490, "typo-tolerance", "Tippfehler-Toleranz", "Edit distance 2 for words of eight letters and more.",
            .analyzing("2025-10-01", "2025-11-12"),
            [.control, DemoVariant("distance_2", "Abstand 2", payload: ["distance": 2, "minimumLength": 8])],
            on: [.marketSearch]),
        DemoExperiment(
            26502, "empty-result-page", "Nothing found, and then?",
            "Best sellers instead of an empty page. Owner: search@nordlys.example", .running("2025-11-24"),
            [.control, DemoVariant("bestsellers"), DemoVariant("ask", "Ask the shop", "Opens the chat")],
            weights: [1, 1, 1], on: [.marketWeb]),
        DemoExperiment(
            26515, "filter-chips", "Filter chips", "Owner: listing@nordlys.example", .running("2025-11-03"),
            weights: [3, 1],
            segments: [
                DemoSegment(
                    "Phones",
                    [
                        DemoCondition("platform", "is", ["iOS", "Android"]),
                        DemoCondition("screen_width", "less or equal", ["480"]),
                    ], 80, weights: [1, 1])
            ],
            on: [.marketWeb]),
        DemoExperiment(
            26528, "infinite-scroll", "Infinite scroll", "Lost: people no longer found the footer.",
            .decided("2025-05-05", "2025-06-02"), weights: [100, 0], on: [.marketWeb]),
        DemoExperiment(
            26541, "product-video", "Video on the product page",
            "Ten seconds, without sound, only on fast connections. Owner: listing@nordlys.example",
            .running("2025-12-01"),
            [
                .control,
                DemoVariant("autoplay", payload: ["autoplay": true, "maximumSeconds": 10]),
                DemoVariant("click", payload: ["autoplay": false, "maximumSeconds": 60]),
            ],
            weights: [8, 1, 1],
            segments: [
                DemoSegment(
                    "Slow connections", [DemoCondition("connection", "is", ["2g", "slow-2g", "(none)"])], 0,
                    weights: [1, 0, 0])
            ],
            on: [.marketWeb]),
        DemoExperiment(
            26556, "size-advice", "Größenberatung",
            "Recommends a size from earlier orders. Owner: listing@nordlys.example",
            .running("2025-12-08"), enabled: false,
            [.control, DemoVariant("text", "Text"), DemoVariant("figure", "Figur 🧍", "Draws the fit")],
            on: [.marketWeb], sticky: true),
        DemoExperiment(
            26570, "review-summary", "Summary of the reviews", "Three sentences above the reviews.", .planning,
            [.control, DemoVariant("short"), DemoVariant("pros-and-cons")], on: [.marketWeb]),
        DemoExperiment(
            26583, "price-history", "Price of the last 30 days", "Asked for by the consumer council.", .planning,
            on: [.marketWeb, .marketPricing]),
        DemoExperiment(
            26595, "image-quality", "AVIF images", "Smaller files at the same size. Owner: platform@nordlys.example",
            .analyzing("2025-09-15", "2025-10-06"),
            [DemoVariant("control", "JPEG", payload: "jpeg"), DemoVariant("avif", "AVIF", payload: "avif")],
            weights: [1, 1],
            segments: [
                DemoSegment(
                    "Browsers that can",
                    [DemoCondition("browser", "does not contain", ["Internet Explorer", "Safari 14"])], 100,
                    weights: [1, 1])
            ],
            on: [.marketWeb], by: "device_id"),
    ]
}
