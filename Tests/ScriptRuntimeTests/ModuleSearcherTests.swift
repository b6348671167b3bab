import LuaBridge
import ScriptRuntime
import Testing

private func fixture(_ files: [String: String]) throws -> RuntimeFixture {
    let fixture = try RuntimeFixture(files: files) { _ in .hold }
    try fixture.run(
        "package.searchpath = function(name) if name == 'none' then return nil, 'no file none.lua' end return name .. '.lua' end"
    )
    return fixture
}

@Test func aModuleIsLoadedAsText() throws {
    let fixture = try fixture([
        "m.lua": "\u{FEFF}#!/usr/bin/env ampsh\nreturn {name = ..., file = select(2, ...)}",
        "fails.lua": "error('at load')", "broken.lua": "x = = 1", "binary.lua": "\u{1B}Lua",
    ])
    try fixture.run(
        """
        local m, file = require "m"
        assert(m.name == "m" and m.file == "m.lua" and file == "m.lua" and require "m" == m)
        """)
    #expect(try fixture.message(of: "require 'fails'") == "fails.lua:1: at load")
    #expect(
        try fixture.message(of: "require 'broken'")
            == "error loading module 'broken' from file 'broken.lua':\n\tbroken.lua:1: unexpected symbol near '='")
    #expect(try fixture.message(of: "require 'binary'").contains("attempt to load a binary chunk"))
    #expect(
        try fixture.message(of: "require 'absent'")
            == "error loading module 'absent' from file 'absent.lua':\n\tcannot read absent.lua")
    #expect(try fixture.message(of: "require 'none'").contains("module 'none' not found:"))
    #expect(try fixture.message(of: "require 'none'").contains("no file none.lua"))
    #expect(try fixture.message(of: "package.path = nil ; require 'x'") == "'package.path' must be a string")
}

@Test func theModuleTableCountsAndNotTheGlobal() throws {
    let fixture = try fixture(["m.lua": "return 7"])
    try fixture.run("package = nil ; assert(require 'm' == 7)")
}

@Test func theFirstLineOfAScriptMayBeAShebang() {
    let rows: [(String, String)] = [
        ("", ""), ("return 1", "return 1"), ("#!/x\nreturn 1", "\nreturn 1"), ("#", ""), ("\u{FEFF}a", "a"),
        ("\u{FEFF}# x\na", "\na"), ("a\n# b", "a\n# b"),
    ]
    for (file, code) in rows {
        #expect(String(decoding: ScriptText.code(of: Array(file.utf8)), as: UTF8.self) == code)
    }
}

@Test func aFolderOfAnyNameCanBeSearched() throws {
    // field/faults 18
    let fixture = try fixture(["a;b?/m/n.lua": "return 'odd'", "plain.lua": "return 'plain'"])
    let folder = SearchTemplate.text(ofFolder: "a;b?")
    #expect(SearchTemplate.text(ofFolder: "plain ü") == "plain ü")
    try fixture.run(
        """
        package.path = "\(folder)/?.lua;x/?.lua"
        package.searchpath = function(name, path)
          assert(path == "x/?.lua", path)
          if name == "plain" then return "plain.lua" end
          return nil, "no file x"
        end
        assert(require "m.n" == "odd" and require "plain" == "plain")
        """)
    #expect(
        try fixture.message(of: "require 'none'").contains("\n\tno file 'a;b?/none.lua'\n\tno file x"))
}
