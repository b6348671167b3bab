import APIClient
import SwiftASN1

/// Subject and issuer of a certificate, read from its DER form (RFC 5280, 4.1).
struct CertificateNames: Equatable {
    let subject: String
    let issuer: String
    let isSelfIssued: Bool

    /// nil where the bytes are no certificate.
    init?(der: [UInt8]) {
        guard let root = try? DER.parse(der), let body = Self.children(of: root)?.first,
            var fields = Self.children(of: body)
        else { return nil }
        // The version is explicit, and absent in the first.
        if fields.first?.identifier.tagClass == .contextSpecific { fields.removeFirst() }
        // serialNumber, signature, issuer, validity, subject
        guard fields.count > 4 else { return nil }
        issuer = Self.name(fields[2])
        subject = Self.name(fields[4])
        isSelfIssued = fields[2].encodedBytes == fields[4].encodedBytes
    }

    /// The common name (2.5.4.3), else the organisation (2.5.4.10), of a sequence of sets of attributes.
    private static func name(_ node: ASN1Node) -> String {
        var found: [ASN1ObjectIdentifier: String] = [:]
        for set in children(of: node) ?? [] {
            for attribute in children(of: set) ?? [] {
                guard let parts = children(of: attribute), parts.count == 2,
                    let type = try? ASN1ObjectIdentifier(derEncoded: parts[0]),
                    case .primitive(let bytes) = parts[1].content
                else { continue }
                found[type] = String(decoding: bytes, as: UTF8.self)
            }
        }
        return found[[2, 5, 4, 3]] ?? found[[2, 5, 4, 10]] ?? "a name that is empty"
    }

    private static func children(of node: ASN1Node) -> [ASN1Node]? {
        guard case .constructed(let nodes) = node.content else { return nil }
        return Array(nodes)
    }
}
