extension ManagementKey {
    /// A name for this key at this service, from which neither can be found: 32 hexadecimal digits.
    public func fingerprint(at url: BaseURL) -> String {
        let text = "ampsh rate\0\(url.origin)\0\(self.text)"
        return SHA256.digest(Array(text.utf8)).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
