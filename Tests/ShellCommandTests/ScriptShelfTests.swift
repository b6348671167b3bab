import Foundation
import TestSupport
import Testing

@testable import ShellCommand

/// Which scripts are found by name, and which is meant.
struct ScriptShelfTests {
    private let folder: FreshFolder
    private let paths: StandardPaths

    init() throws {
        folder = try FreshFolder()
        paths = StandardPaths(environment: ["HOME": folder.path, "XDG_DATA_HOME": folder.path + "/data"])
    }

    private func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

    private func shelf(in inner: String = "", installed: String? = nil) -> ScriptShelf {
        ScriptShelf(
            paths: paths, folder: folder.path + (inner.isEmpty ? "" : "/" + inner),
            installed: installed.map { "\(folder.path)/\($0)" })
    }

    private func names(_ shelf: ScriptShelf) -> [String] { shelf.scripts.map(\.qualified) }

    @Test func scriptsAreFilesOfLuaThatAreNoTestsAndNoModules() throws {
        for name in [
            "b.lua", "a.lua", "a_test.lua", ".hidden.lua", "notes.txt", "lib/m.lua", "deep/d.lua", "none.luac",
        ] {
            try write("", to: "here/scripts/\(name)")
        }
        try folder.makeFolder("here/scripts/folder.lua")
        #expect(names(shelf(in: "here")) == ["here:a", "here:b"])
    }

    @Test func theyAreLookedForUpToTheRootOfTheRepository() throws {
        try write("", to: "outer/scripts/outside.lua")
        try folder.makeFolder("outer/root/.git")
        try write("", to: "outer/root/scripts/top.lua")
        try write("", to: "outer/root/a/scripts/inner.lua")
        try folder.makeFolder("outer/root/a/b/c")
        #expect(names(shelf(in: "outer/root/a/b/c")) == ["a:inner", "root:top"])
        #expect(names(shelf(in: "outer/root/a")) == ["a:inner", "root:top"])
        // Without a repository nothing says whose the folders above are.
        try folder.makeFolder("outer/other")
        #expect(names(shelf(in: "outer/other")) == [])
        #expect(names(shelf(in: "outer")) == ["outer:outside"])
    }

    @Test func theOrderIsHereThenOnesOwnThenRepositoriesThenTheInstalled() throws {
        try write("", to: "here/scripts/one.lua")
        try write("", to: "data/ampsh/scripts/two.lua")
        try write("", to: "data/ampsh/scripts/lib/module.lua")
        try folder.makeFolder("data/ampsh/scripts/acme/snippets/.git")
        try write("", to: "data/ampsh/scripts/acme/snippets/scripts/three.lua")
        try write("", to: "data/ampsh/scripts/acme/snippets/outside.lua")
        try folder.makeFolder("data/ampsh/scripts/flat/.git")
        try write("", to: "data/ampsh/scripts/flat/four.lua")
        try write("", to: "data/ampsh/scripts/.new-1/x.lua")
        try write("", to: "share/five.lua")
        #expect(
            names(shelf(in: "here", installed: "share"))
                == ["here:one", "own:two", "acme/snippets:three", "flat:four", "ampsh:five"])
    }

    @Test func aNameIsTakenWithItsEndingAndWithTheRepositorysLastPart() throws {
        try folder.makeFolder("data/ampsh/scripts/acme/snippets/.git")
        try write("", to: "data/ampsh/scripts/acme/snippets/three.lua")
        for name in ["three", "three.lua", "acme/snippets:three", "snippets:three", "snippets:three.lua"] {
            #expect(try shelf().script(named: name).qualified == "acme/snippets:three", "\(name)")
        }
    }

    @Test func twoOfOneNameAreToldApart() throws {
        try write("", to: "here/scripts/same.lua")
        try write("", to: "share/same.lua")
        let shelf = shelf(in: "here", installed: "share")
        #expect(throws: ScriptNameError.several("same", ["here:same", "ampsh:same"])) {
            try shelf.script(named: "same")
        }
        #expect(try shelf.script(named: "here:same").path.hasSuffix("here/scripts/same.lua"))
        #expect(try shelf.script(named: "ampsh:same").path.hasSuffix("share/same.lua"))
        try folder.makeFolder("here/.git")
        try folder.makeFolder("here/here")
        try write("", to: "here/here/scripts/same.lua")
        let error = #expect(throws: ScriptNameError.self) {
            try self.shelf(in: "here/here").script(named: "here:same")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("here/here/scripts/same.lua, "))
    }

    @Test func aFileThatIsMetTwiceIsOneScript() throws {
        try write("", to: "here/scripts/one.lua")
        #expect(names(shelf(in: "here", installed: "here/scripts")) == ["here:one"])
    }

    @Test(arguments: [
        ("statis", "did you mean 'status'?"), ("xyzzy", "ampsh scripts lists them"),
        ("./status.lua", "a file is run by ampsh ./status.lua"), ("x/status", "a file is run by ampsh x/status"),
    ])
    func anUnknownNameGivesTheNearest(_ name: String, _ words: String) throws {
        try write("", to: "here/scripts/status.lua")
        let error = #expect(throws: ScriptNameError.self) { try shelf(in: "here").script(named: name) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(words))
    }

    @Test func whatLeadsOutOfARepositoryIsNoScriptOfIt() throws {
        try write("-- secret", to: "secret.lua")
        try folder.makeFolder("data/ampsh/scripts/r/.git")
        try write("", to: "data/ampsh/scripts/r/real.lua")
        try folder.link("../../../../secret.lua", "data/ampsh/scripts/r/linked.lua")
        try folder.link("real.lua", "data/ampsh/scripts/r/zinner.lua")
        #expect(names(shelf()) == ["r:real"], "a link to a script of it is that script")
    }

    // MARK: - What a script says of itself

    @Test(arguments: [
        (
            "-- freeze.lua: deactivates all\n-- but a list. Then more.\n--\n-- Usage: x", "deactivates all but a list",
            "undeclared"
        ),
        ("-- freeze: one line\n-- writes: nothing", "one line writes: nothing", "nothing"),
        ("-- Greets.\n--\n-- writes: request, experiments.create", "Greets", "request, experiments.create"),
        ("print(1)", "", "undeclared"), ("--\n-- two", "", "undeclared"),
        ("-- v1.2 is out. Yes", "v1.2 is out", "undeclared"),
    ])
    func aCardHasTheFirstSentenceAndWhatItWrites(_ text: String, _ what: String, _ writes: String) throws {
        try write(text, to: "here/scripts/freeze.lua")
        let card = try shelf(in: "here").script(named: "freeze").card()
        #expect(card.what == what)
        #expect(card.writesText == writes)
    }

    @Test func aListNamesATableOnce() throws {
        try write(
            "-- writes: experiments.deactivate, experiments.activate, flags.edit, request", to: "here/scripts/x.lua")
        #expect(
            ScriptList.short(try shelf(in: "here").script(named: "x").card())
                == "experiments.deactivate, .activate, flags.edit, request")
    }
}

extension FreshFolder {
    /// Writes a file, with the folders that it is in.
    func write(_ text: String, to name: String) throws {
        if let slash = name.lastIndex(of: "/") { try makeFolder(String(name[..<slash])) }
        try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: path + "/" + name, withIntermediateDirectories: true)
    }

    func link(_ target: String, _ name: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
    }
}
