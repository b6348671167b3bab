/// A user, as versions and objects name the one who changed them.
public struct Author: Sendable, Equatable {
    /// What versions and groups have: decimal digits.
    public let id: String
    /// What flags and experiments have: an e-mail address.
    public let email: String

    /// Who changes something through the API.
    public static let sandbox = Author(id: "30400", email: "management-key@sandbox.example")
}
