/// The version of ampsh, as `--version` prints it and requests carry it in their User-Agent.
enum Version {
    /// The number of this release.
    static let number = "0.1.0"

    /// One line: the name, the number and the Lua it embeds.
    ///
    /// - Parameter lua: The embedded Lua as it names itself, for example `Lua 5.4.4`.
    static func line(lua: String) -> String { "ampsh \(number) (\(lua))" }
}
