import Testing

@testable import ShellCommand

@Suite struct StandardPathsTests {
    @Test func filesAreUnderTheHomeFolder() {
        let paths = StandardPaths(environment: ["HOME": "/home/ada"])
        #expect(paths.configFile == "/home/ada/.config/ampsh/config.toml")
        #expect(paths.rcFile == "/home/ada/.config/ampsh/init.lua")
        #expect(paths.historyFile == "/home/ada/.local/state/ampsh/history")
        #expect(paths.stateFile == "/home/ada/.local/state/ampsh/state.sqlite")
        #expect(paths.sandboxFile == "/home/ada/.local/share/ampsh/sandbox.sqlite")
        #expect(paths.scriptsFolder == "/home/ada/.local/share/ampsh/scripts")
    }

    @Test func theVariablesOfTheSpecificationWin() {
        let paths = StandardPaths(environment: [
            "HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s/", "XDG_DATA_HOME": "/",
        ])
        #expect(paths.configFolder == "/c/ampsh")
        #expect(paths.stateFolder == "/s/ampsh")
        #expect(paths.dataFolder == "/ampsh")
    }

    @Test(arguments: ["", "relative", "./x", "~/x"])
    func aRelativeFolderIsIgnored(_ value: String) {
        let paths = StandardPaths(environment: ["HOME": "/h", "XDG_CONFIG_HOME": value])
        #expect(paths.configFolder == "/h/.config/ampsh")
    }

    @Test(arguments: [nil, "", "relative"])
    func withoutAHomeTheAccountSaysWhereItIs(_ home: String?) {
        var environment: [String: String] = [:]
        environment["HOME"] = home
        #expect(StandardPaths(environment: environment, accountHome: "/root").configFolder == "/root/.config/ampsh")
        #expect(StandardPaths(environment: environment).configFolder == nil)
        #expect(StandardPaths(environment: environment).sandboxFile == nil)
    }
}
