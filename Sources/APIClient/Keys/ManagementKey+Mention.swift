public import Secrets

extension ManagementKey {
    /// What finds this key in a text.
    public var mention: KeyMention { KeyMention(key: Array(text.utf8)) }
}
