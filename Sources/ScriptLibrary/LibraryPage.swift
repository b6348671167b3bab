/// `docs/LIBRARY.md`: the modules and their functions, by the comments in their files.
public enum LibraryPage {
    /// The whole page.
    public static var text: String {
        var page = """
            # The standard library of scripts

            Modules that every script may `require`, in the binary: `require "ampsh.cli"`. None is parsed before it is asked
            for, none needs files, and a file of the same name never takes the place of one. They work under `--restricted`. The
            names of former times (`lib.cli`) still do, with a warning. This page is made from the comments of the modules.


            """
        for module in LibraryModule.allCases { page += "- [`\(module.name)`](#\(anchor(module)))\n" }
        for module in LibraryModule.allCases {
            page += "\n" + LibraryText(String(decoding: module.source, as: UTF8.self)).markdown(module.name)
        }
        return page
    }

    private static func anchor(_ module: LibraryModule) -> String { module.name.filter { $0 != "." } }
}
