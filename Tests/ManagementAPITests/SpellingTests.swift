import Testing

@testable import ManagementAPI

struct SpellingTests {
    static let names = [
        "projectId", "key", "description", "variants", "bucketingKey", "rolloutWeights", "targetSegments",
        "stickyBucketing", "deployments", "limit", "cursor",
    ]
    static let cases: [(typed: String, meant: String?)] = [
        ("limit", "limit"), ("limt", "limit"), ("limti", "limit"), ("Limit", "limit"), ("limits", "limit"),
        ("project_id", "projectId"), ("projectID", "projectId"), ("project-id", "projectId"), ("projctId", "projectId"),
        ("rollout_weights", "rolloutWeights"), ("rolloutWeight", "rolloutWeights"), ("weights", "rolloutWeights"),
        ("segments", "targetSegments"), ("varients", "variants"), ("sticky", "stickyBucketing"), ("keys", "key"),
        ("kye", "key"), ("deployment", "deployments"), ("bucketing", "bucketingKey"), ("zzz", nil), ("", nil),
        ("_", nil), ("name", nil),
        ("x", nil),
    ]

    @Test(arguments: cases)
    func theNearestNameIsTheOneMeant(_ typed: String, _ meant: String?) {
        #expect(Spelling.nearest(to: typed, among: Self.names) == meant)
    }

    @Test func ofEquallyNearNamesTheFirstIsTaken() {
        #expect(Spelling.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    }

    @Test func aPartOfOneNameMeansItAndAPartOfTwoMeansNeither() {
        #expect(Spelling.nearest(to: "rollout", among: ["rolloutPercentage", "limit"]) == "rolloutPercentage")
        #expect(Spelling.nearest(to: "rollout", among: ["rolloutPercentage", "weightsOfRollout"]) == nil)
    }

    static let distances: [(String, String, Int)] = [
        ("", "", 0), ("", "ab", 2), ("ab", "", 2), ("ab", "ab", 0), ("ab", "ba", 1), ("abc", "ac", 1), ("ac", "abc", 1),
        ("abc", "axc", 1), ("kitten", "sitting", 3), ("abcd", "badc", 2),
    ]

    @Test(arguments: distances)
    func aMistakeCountsOnce(_ left: String, _ right: String, _ distance: Int) {
        #expect(Spelling.distance(Array(left), Array(right)) == distance)
    }
}
