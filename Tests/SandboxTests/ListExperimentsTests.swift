import JSON
import Sandbox
import Testing

struct ListExperimentsTests {
    /// All pages of a list, as it is while `between` runs after each page but the last.
    static func keys(
        _ asker: Asker, limit: Int, between: () async throws -> Void = {}
    ) async throws -> [[String]] {
        var pages: [[String]] = []
        var target = "/experiments/list?limit=\(limit)"
        while pages.count < 1000 {
            let page = try await asker.get(target).json
            pages.append((page["experiments"]?.arrayValue ?? []).compactMap { $0["key"]?.stringValue })
            let cursor = page["nextCursor"] ?? .null
            guard let text = cursor.stringValue ?? cursor.integerValue.map({ String($0) }), !text.isEmpty else { break }
            target = "/experiments/list?limit=\(limit)&cursor=\(text.percentEncoded)"
            try await between()
        }
        return pages
    }

    @Test(arguments: Way.allCases)
    func pagesHoldEveryExperimentOnceNewestFirst(_ way: Way) async throws {
        try await way.reach { asker in
            let whole = try await Self.keys(asker, limit: 1000)
            #expect(whole.count == 1)
            #expect(whole[0].count == 60)
            for limit in [1, 7, 59, 60, 61] {
                let pages = try await Self.keys(asker, limit: limit)
                #expect(pages.flatMap { $0 } == whole[0])
                #expect(pages.dropLast().allSatisfy { $0.count == limit })
            }
            _ = try await asker.create("newest")
            let first = try await asker.get("/experiments/list?limit=1").json
            #expect(first["experiments"]?[0]?["key"] == "newest")
        }
    }

    @Test(arguments: Way.allCases)
    func anExperimentCreatedBetweenPagesNeitherShiftsNorRepeatsOne(_ way: Way) async throws {
        try await way.reach { asker in
            let before = try await Self.keys(asker, limit: 1000)[0]
            var created = 0
            let pages = try await Self.keys(asker, limit: 10) {
                created += 1
                _ = try await asker.create("created-\(created)")
            }
            #expect(created == 5)
            #expect(pages.flatMap { $0 } == before)
        }
    }

    @Test func offsetCursorsShiftWhenAnExperimentIsCreated() async throws {
        var settings = EmulatorSettings()
        settings.cursor = .offset
        try await Way.inProcess.reach(settings: settings) { asker in
            var created = 0
            let pages = try await Self.keys(asker, limit: 10) {
                created += 1
                _ = try await asker.create("created-\(created)")
            }
            let keys = pages.flatMap { $0 }
            #expect(Set(keys).count < keys.count)
        }
    }

    @Test(arguments: ["0", "-1", "1.5", "ten", "", "%31%30x", "1e3", "+5", "05", "9223372036854775808"])
    func aLimitThatIsNoPositiveIntegerIsRefused(_ limit: String) async throws {
        try await Way.inProcess.reach { asker in
            let answer = try await asker.get("/experiments/list?limit=\(limit)")
            #expect(answer.status == 400)
            #expect(answer.message.contains("limit"))
        }
    }

    @Test(arguments: ["1001", "1000000", "9223372036854775807"])
    func aLimitAboveTheCapActsAsTheCap(_ limit: String) async throws {
        try await Way.inProcess.reach { asker in
            for number in 0..<960 { _ = try await asker.create("e-\(number)") }
            let page = try await asker.get("/experiments/list?limit=\(limit)").json
            #expect(page["experiments"]?.arrayValue?.count == 1000)
            #expect(page["nextCursor"]?.stringValue != nil)
            #expect(try await asker.get("/experiments/list").json == page)
        }
    }

    @Test(arguments: Way.allCases)
    func aCursorThatWasNeverGivenOutIsRefused(_ way: Way) async throws {
        try await way.reach { asker in
            let deployments = try await asker.get("/deployments/list?limit=2").json
            let foreign = try #require(deployments["nextCursor"]?.stringValue)
            let own = try #require(try await asker.get("/experiments/list?limit=2").json["nextCursor"]?.stringValue)
            for cursor in ["", "50", "x", "%00", foreign.percentEncoded, String(own.dropLast()).percentEncoded] {
                let answer = try await asker.get("/experiments/list?cursor=\(cursor)")
                #expect(answer.status == 400, "\(cursor)")
                #expect(answer.message.contains("cursor"))
            }
        }
    }

    @Test(arguments: [
        ("/experiments/list?projectId=417260", "projectId"), ("/experiments/list?limit=1&limit=2", "limit"),
        ("/experiments/list?limti=1", "limit"), ("/experiments/list?limit=%zz", "query"),
    ])
    func aQueryThatNobodyKnowsIsRefused(_ target: String, _ name: String) async throws {
        try await Way.inProcess.reach { asker in
            let answer = try await asker.get(target)
            #expect(answer.status == 400)
            #expect(answer.message.contains(name))
        }
    }

    @Test(arguments: EmulatorSettings.CursorStyle.allCases, EmulatorSettings.EndStyle.allCases)
    func everyCursorAndEndOfTheSettingsPagesThroughAll(
        _ cursor: EmulatorSettings.CursorStyle, _ end: EmulatorSettings.EndStyle
    ) async throws {
        var settings = EmulatorSettings()
        settings.cursor = cursor
        settings.end = end
        try await Way.inProcess.reach(settings: settings) { asker in
            #expect(try await Self.keys(asker, limit: 13).flatMap { $0 }.count == 60)
            let first = try await asker.get("/experiments/list?limit=13").json["nextCursor"]
            switch cursor {
            case .opaque: #expect(first?.stringValue.map { $0.contains { !$0.isNumber } } == true)
            case .offset: #expect(first == "13")
            case .number: #expect(first == 13)
            }
            let last = try await asker.get("/experiments/list").json["nextCursor"]
            switch end {
            case .null: #expect(last == .some(.null))
            case .absent: #expect(last == nil)
            case .empty: #expect(last == "")
            }
        }
    }
}

extension String {
    /// The text for one value of a query.
    var percentEncoded: String {
        utf8.reduce(into: "") { text, byte in
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber {
                text.append(character)
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
