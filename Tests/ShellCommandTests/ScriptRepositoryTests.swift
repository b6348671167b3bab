import TestSupport
import Testing

@testable import ShellCommand

/// Names of repositories, and what is different between two states of one.
struct ScriptRepositoryTests {
    @Test(arguments: [
        ("git@github.com:acme/snippets", "acme/snippets"), ("git@github.com:acme/snippets.git", "acme/snippets"),
        ("https://github.com/acme/snippets.git", "acme/snippets"), ("https://user:word@host/a/b/c/", "b/c"),
        ("ssh://git@host:22/acme/snippets", "acme/snippets"), ("https://host/snippets", "snippets"),
        ("/srv/git/snippets.git", "snippets"), ("file:///srv/git/snippets", "snippets"), ("../snippets", "snippets"),
        ("host:snippets", "snippets"),
    ])
    func aNameIsMadeOfTheAddress(_ url: String, _ name: String) throws {
        #expect(try ScriptRepository.name(ofURL: url) == name)
    }

    @Test(arguments: [
        "https://host", "https://host/", "/", "https://host/a/..", "x/$(id)", "lib", "host:own", "ampsh", ".",
    ])
    func anAddressWithoutANameNeedsOne(_ url: String) {
        #expect(throws: ScriptRepositoryError.noNameInURL) { try ScriptRepository.name(ofURL: url) }
    }

    @Test(arguments: [
        ("snippets", true), ("acme/snippets", true), ("a.b_c-1", true), ("", false), ("a/b/c", false), ("/a", false),
        ("a/", false), ("../a", false), (".git", false), ("-a", false), ("a b", false), ("a:b", false),
        ("own/x", false),
        ("lib", false), ("ä", false),
    ])
    func namesArePlain(_ name: String, _ isOne: Bool) { #expect(ScriptRepository.isName(name) == isOne) }

    // MARK: - Changes

    private let folder: FreshFolder

    init() throws { folder = try FreshFolder() }

    private func change(_ before: [String: String], _ after: [String: String]) throws -> ScriptChange {
        func repository(_ place: String, _ files: [String: String]) throws -> ScriptRepository {
            try folder.makeFolder("\(place)/.git")
            try folder.write(
                place == "old" ? "\(String(repeating: "a", count: 40))\n" : "ref: refs/heads/main\n",
                to: "\(place)/.git/HEAD")
            for (name, text) in files { try folder.write(text, to: "\(place)/\(name)") }
            return ScriptRepository(name: "acme", folder: "\(folder.path)/\(place)")
        }
        return ScriptChange(from: try repository("old", before), to: try repository("new", after))
    }

    @Test func eachScriptThatIsOtherIsNamed() throws {
        let change = try change(
            [
                "scripts/same.lua": "-- writes: nothing", "scripts/gone.lua": "",
                "scripts/text.lua": "-- writes: nothing",
                "scripts/more.lua": "-- writes: nothing", "scripts/lib/m.lua": "1", "README.md": "x",
            ],
            [
                "scripts/same.lua": "-- writes: nothing", "scripts/new.lua": "-- writes: request",
                "scripts/text.lua": "-- writes: nothing\nprint(1)", "scripts/more.lua": "-- writes: experiments.create",
                "scripts/lib/m.lua": "2", "README.md": "x",
            ])
        #expect(
            change.text == """
                acme aaaaaaa → ?
                  - gone
                  ~ more  writes: nothing → experiments.create
                  + new  writes: request
                  ~ text  writes as before: nothing
                  other files: scripts/lib/m.lua

                """)
        #expect(change.isOne)
        #expect(change.grows)
    }

    @Test(arguments: [
        ("-- writes: nothing", "-- writes: request", true), ("-- writes: request", "-- writes: nothing", false),
        ("-- writes: request", "-- writes: request\nx()", false), ("-- writes: request", "x()", true),
        ("x()", "-- writes: request", false), ("x()", "y()", false),
        ("-- writes: a.b, c.d", "-- writes: c.d", false), ("-- writes: a.b", "-- writes: c.d", true),
    ])
    func itGrowsWhereAScriptMayWriteWhatItCouldNot(_ before: String, _ after: String, _ grows: Bool) throws {
        #expect(try change(["s.lua": before], ["s.lua": after]).grows == grows)
    }

    @Test(arguments: [("-- writes: nothing", false), ("-- writes: request", true), ("x()", true)])
    func aNewScriptGrowsByWhatItWrites(_ text: String, _ grows: Bool) throws {
        #expect(try change([:], ["s.lua": text]).grows == grows)
    }

    @Test func nothingNewIsNoChange() throws {
        try folder.makeFolder("a/.git")
        try folder.write("x", to: "a/s.lua")
        let repository = ScriptRepository(name: "a", folder: folder.path + "/a")
        #expect(!ScriptChange(from: repository, to: repository).isOne)
    }
}
