/// Certificates made for these tests alone, each its own root but one, all for one key that protects nothing.
enum TLSSamples {
    /// For localhost and 127.0.0.1, 2020 to 2120.
    static let good = """
        -----BEGIN CERTIFICATE-----
        MIIBZjCCAQygAwIBAgIBATAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDAphbXBzaCB0
        ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYDVQQD
        DAphbXBzaCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjJAEpE70Su1y
        XXyGLv2KhAUAWSwWPXqD0u7kbXhiftvTLNzISOpWDP6z/ysBm7uLTYE1jmKdD0/Y
        JV9AY4s3uKNLMEkwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAwGA1UdEwQF
        MAMBAf8wHQYDVR0OBBYEFCQuMKgfVFSD6ttj3a1q2MfdbK9TMAoGCCqGSM49BAMC
        A0gAMEUCIQDlpmAB5zMqW58AVoUolwO+VCSD81e5Pea52DP1yz9ffwIgZZ5rcdLU
        eIRuQYAVegVk91mJDg393c4nuFewJpxNWcY=
        -----END CERTIFICATE-----
        """

    /// For other.example.
    static let otherHost = """
        -----BEGIN CERTIFICATE-----
        MIIBZDCCAQqgAwIBAgIBAjAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDAphbXBzaCB0
        ZXN0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAVMRMwEQYDVQQD
        DAphbXBzaCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEjJAEpE70Su1y
        XXyGLv2KhAUAWSwWPXqD0u7kbXhiftvTLNzISOpWDP6z/ysBm7uLTYE1jmKdD0/Y
        JV9AY4s3uKNJMEcwGAYDVR0RBBEwD4INb3RoZXIuZXhhbXBsZTAMBgNVHRMEBTAD
        AQH/MB0GA1UdDgQWBBQkLjCoH1RUg+rbY92tatjH3WyvUzAKBggqhkjOPQQDAgNI
        ADBFAiBu67jOcFZvE1yv5/EUPxyws6VbNn8IBW7WPRdPE2363QIhAMOABFwX45Hl
        0BaWKjinw8H3KlKmJiWds6iyw7Qaoa+z
        -----END CERTIFICATE-----
        """

    /// For localhost and 127.0.0.1, one day of 2020.
    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBZTCCAQqgAwIBAgIBAzAKBggqhkjOPQQDAjAVMRMwEQYDVQQDDAphbXBzaCB0
        ZXN0MB4XDTIwMDEwMTAwMDAwMFoXDTIwMDEwMjAwMDAwMFowFTETMBEGA1UEAwwK
        YW1wc2ggdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIyQBKRO9Ertcl18
        hi79ioQFAFksFj16g9Lu5G14Yn7b0yzcyEjqVgz+s/8rAZu7i02BNY5inQ9P2CVf
        QGOLN7ijSzBJMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAMBgNVHRMEBTAD
        AQH/MB0GA1UdDgQWBBQkLjCoH1RUg+rbY92tatjH3WyvUzAKBggqhkjOPQQDAgNJ
        ADBGAiEA+7euLSQ54qY9T3X4bUWjyGu1UH4Um7bLGXXSfAs8O6gCIQCpW/PYdvVi
        qhTL1f6wRDA2rgu+kBu+31aXyGL+4hSkTQ==
        -----END CERTIFICATE-----
        """

    /// For localhost and 127.0.0.1, from 2100 on.
    static let notYetValid = """
        -----BEGIN CERTIFICATE-----
        MIIBSTCB76ADAgECAgEEMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmFtcHNoIHRl
        c3QwIhgPMjEwMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFTETMBEGA1UE
        AwwKYW1wc2ggdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABIyQBKRO9Ert
        cl18hi79ioQFAFksFj16g9Lu5G14Yn7b0yzcyEjqVgz+s/8rAZu7i02BNY5inQ9P
        2CVfQGOLN7ijLDAqMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAMBgNVHRME
        BTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDmODPJEwlDBsomvPbilSmeLquR3uJh
        mcCPPuG3jAZJmAIhANXZjgM7yYh7g8/F8JQ4uEByyACs6cldTpWnMDEW4la+
        -----END CERTIFICATE-----
        """

    /// For localhost and 127.0.0.1, 2020 to 2120, issued by an organisation whose root is not here.
    static let unknownIssuer = """
        -----BEGIN CERTIFICATE-----
        MIIBTDCB9KADAgECAgEFMAoGCCqGSM49BAMCMCAxHjAcBgNVBAoMFVVua25vd24g
        SXNzdWVycywgSW5jLjAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
        FDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
        jJAEpE70Su1yXXyGLv2KhAUAWSwWPXqD0u7kbXhiftvTLNzISOpWDP6z/ysBm7uL
        TYE1jmKdD0/YJV9AY4s3uKMpMCcwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAAB
        MAkGA1UdEwQCMAAwCgYIKoZIzj0EAwIDRwAwRAIgcr3mK1f6lrA6aUt6s2zhAbn/
        JuzZKOs+61hkWzC/VioCIET/R0nkbI3Gb7+RXWrMxyt07CyrIX4ZPfBDCqszEzYn
        -----END CERTIFICATE-----
        """

    /// The key of all.
    static let privateKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNVFai9qCdiOI/h2n
        ZE5JW35Hk76pDbuSPRF8INSp1lihRANCAASMkASkTvRK7XJdfIYu/YqEBQBZLBY9
        eoPS7uRteGJ+29Ms3MhI6lYM/rP/KwGbu4tNgTWOYp0PT9glX0Bjize4
        -----END PRIVATE KEY-----
        """
}
