import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// What flags and experiments were after each of their changes.
struct VersionTests {
    @Test(arguments: Way.allCases)
    func eachChangeMakesOneWithTheWholeConfiguration(_ way: Way) async throws {
        try await way.reach { asker in
            let made = try await asker.post("/api/1/flags", ["projectId": "1", "key": "fresh"]).json
            let ask = V1Asker(asker, "/flags/\(made["id"]?.stringValue ?? "")")
            let first = try await ask.get("/versions/1")
            #expect(try await ask.get("/versions") == [first])
            #expect(first["version"] == 1 && first["createdBy"] == "30400")
            #expect(first["createdAt"] == "2026-01-01T00:00:00.000Z")
            #expect(try await ask.patch("", ["enabled": true, "tags": ["a"]]).status == 200)
            #expect(try await ask.patch("/variants/on", ["rolloutWeight": 3]).status == 200)
            #expect(try await ask.post("/variants", ["key": "b"]).status == 200)
            let versions = try #require(try await ask.get("/versions").arrayValue)
            #expect(versions.map { $0["version"] } == [4, 3, 2, 1])
            #expect(versions[3] == first)
            #expect(
                versions.map { $0["flagConfig"]?["rolloutWeights"] } == [
                    ["on": 3, "b": 0], ["on": 3], ["on": 1], ["on": 1],
                ])
            #expect(versions.map { $0["flagConfig"]?["enabled"] } == [true, true, true, false])
            for version in versions {
                let number = version["version"]?.integerValue ?? 0
                #expect(try await ask.get("/versions/\(number)") == version)
            }
            // The last one is what the object is, but for people, times and state.
            var object = try #require(try await ask.get().objectValue)
            for name in ["createdBy", "createdAt", "lastModifiedBy", "lastModifiedAt"] { object[name] = nil }
            #expect(versions[0]["flagConfig"] == .object(object))
        }
    }

    @Test func aChangeThatChangesNothingMakesNone() async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/experiments/26317")
            let (object, count) = (try await ask.get(), try await ask.versionCount())
            for body in [[:], ["enabled": true], ["archive": false], ["endDate": nil]] as [JSONValue] {
                #expect(try await ask.patch("", body).status == 200)
            }
            #expect(try await ask.patch("/variants/control", ["rolloutWeight": 50]).status == 200)
            #expect(try await asker.post("/experiments/26317/activate").status == 200)
            #expect(try await ask.get() == object)
            #expect(try await ask.versionCount() == count)
        }
    }

    @Test func aVersionHasNoState() async throws {
        try await Way.inProcess.reach { asker in
            for version in try #require(try await V1Asker(asker, "/experiments/26211").get("/versions").arrayValue) {
                #expect(version["flagConfig"]?["state"] == nil && version["flagConfig"]?["startDate"] != nil)
            }
        }
    }

    @Test(arguments: ["latest", "-1", "1.5", "%20"])
    func aVersionIsNamedByANumber(_ name: String) async throws {
        try await Way.inProcess.reach { asker in
            let ask = V1Asker(asker, "/flags/24105")
            let answer = try await ask.answer("/versions/\(name)")
            #expect(answer.status == 400 && answer.message.contains("versionId"))
            for number in ["0", "5", "99999999999999999999", "01"] {
                #expect(try await ask.answer("/versions/\(number)").status == 404, "\(number)")
            }
        }
    }

    /// All versions, by pages.
    private static func all(
        _ asker: Asker, limit: Int, _ query: String = "", between: () async throws -> Void = {}
    ) async throws -> [JSONValue] {
        var found: [JSONValue] = []
        var cursor = ""
        repeat {
            let page = try await asker.get("/api/1/versions?limit=\(limit)\(query)\(cursor)").json
            found += page["versions"]?.arrayValue ?? []
            cursor = page["nextCursor"]?.stringValue.map { "&cursor=\($0.percentEncoded)" } ?? ""
            if !cursor.isEmpty { try await between() }
        } while !cursor.isEmpty
        return found
    }

    @Test(arguments: Way.allCases)
    func allVersionsComeNewestFirstByPages(_ way: Way) async throws {
        try await way.reach { asker in
            let whole = try await Self.all(asker, limit: 1000)
            let times = whole.compactMap { $0["createdAt"]?.stringValue }
            #expect(times == times.sorted(by: >) && times.count > 150)
            let ids = whole.map { "\($0["flagConfig"]?["id"] ?? nil) \($0["version"] ?? nil)" }
            #expect(Set(ids).count == ids.count)
            #expect(try await Self.all(asker, limit: 7) == whole)
            // Each is the one that its object tells of.
            let one = try #require(whole.first { $0["version"] == 2 && $0["flagConfig"]?["experimentType"] == nil })
            let ask = V1Asker(asker, "/flags/\(one["flagConfig"]?["id"]?.stringValue ?? "")")
            #expect(try await ask.get("/versions/2") == one)
        }
    }

    @Test func aChangeBetweenPagesNeitherShiftsNorRepeatsOne() async throws {
        try await Way.inProcess.reach { asker in
            let whole = try await Self.all(asker, limit: 1000)
            var number = 0
            let paged = try await Self.all(asker, limit: 40) {
                number += 1
                let body: JSONValue = ["description": .string("\(number)")]
                let answer = try await asker.patch("/api/1/flags/24105", body)
                #expect(answer.status == 200)
            }
            #expect(number > 2)
            let others = [whole, paged].map { versions in versions.filter { $0["flagConfig"]?["id"] != "24105" } }
            #expect(others[0] == others[1])
        }
    }

    @Test func aSpanIncludesItsStartAndLeavesOutItsEnd() async throws {
        try await Way.inProcess.reach { asker in
            let whole = try await Self.all(asker, limit: 1000)
            let place = whole.count / 2
            let (start, end) = (whole[place]["createdAt"]?.stringValue ?? "", whole[3]["createdAt"]?.stringValue ?? "")
            let query = "&start=\(start.percentEncoded)&end=\(end.percentEncoded)"
            let expected = whole.filter { version in
                let time = version["createdAt"]?.stringValue ?? ""
                return time >= start && time < end
            }
            #expect(expected.count > 20 && expected.contains(whole[place]) && !expected.contains(whole[3]))
            #expect(try await Self.all(asker, limit: 9, query) == expected)
            #expect(try await Self.all(asker, limit: 9, "&start=2024-02-05&end=2024-02-06").count == 2)
            for query in ["start=2026-01-02&end=2026-01-01", "start=soon", "end=2025-13-01", "start="] {
                #expect(try await asker.get("/api/1/versions?\(query)").status == 400, "\(query)")
            }
        }
    }

    @Test(arguments: EmulatorSettings.CursorStyle.allCases)
    func everyCursorOfTheSettingsPagesThroughAll(_ style: EmulatorSettings.CursorStyle) async throws {
        var settings = EmulatorSettings()
        settings.cursor = style
        try await Way.inProcess.reach(settings: settings) { asker in
            var found: [JSONValue] = []
            var cursor = ""
            repeat {
                let page = try await asker.get("/api/1/versions?limit=33\(cursor)").json
                found += page["versions"]?.arrayValue ?? []
                let next = page["nextCursor"] ?? nil
                cursor = next == .null ? "" : "&cursor=\(next.idText.percentEncoded)"
            } while !cursor.isEmpty
            #expect(found.count > 150 && Set(found).count == found.count)
        }
    }

    @Test func theAuthorIsTheCallers() throws {
        let emulator = Emulator(
            generation: .v1, now: { 1_767_225_600_000 }, author: Author(id: "7", email: "a@b.example"))
        let store = try SandboxStore(path: ":memory:", now: 0)
        let request = SandboxRequest(
            method: "PATCH", target: "/api/1/flags/24105", headers: Asker.headers, body: Array(#"{"name":"x"}"#.utf8))
        #expect(try emulator.respond(to: request, store: store).status == 200)
        let read = SandboxRequest(method: "GET", target: "/api/1/flags/24105", headers: Asker.headers)
        let flag = try emulator.respond(to: read, store: store).json
        #expect(flag["lastModifiedBy"] == "a@b.example" && flag["createdBy"] == "ida@nordlys.example")
        #expect(flag["lastModifiedAt"] == "2026-01-01T00:00:00.000Z" && flag["createdAt"] == "2023-11-06T08:15:42.120Z")
    }

    @Test func aClockThatGoesBackLeavesVersionsInOrder() throws {
        let emulator = Emulator(generation: .v1, now: { 0 })
        let store = try SandboxStore(path: ":memory:", now: 0)
        let request = SandboxRequest(
            method: "PATCH", target: "/api/1/flags/24105", headers: Asker.headers, body: Array(#"{"name":"x"}"#.utf8))
        #expect(try emulator.respond(to: request, store: store).status == 200)
        let list = SandboxRequest(method: "GET", target: "/api/1/flags/24105/versions", headers: Asker.headers)
        let times = try emulator.respond(to: list, store: store).json.arrayValue?.compactMap {
            $0["createdAt"]?.stringValue
        }
        #expect(times?.first == "2024-02-12T10:21:33.871Z" && times == times?.sorted(by: >))
    }
}
