import APIClient
import Memory
import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPWire

/// Compressed bodies, and what only says that it is one.
struct InflaterTests {
    /// "hello hello hello" in the zlib form.
    private static let zlib: [UInt8] = [
        0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0x00, 0x3a, 0x2e, 0x06, 0x7d,
    ]

    private func answer(
        _ parts: [[UInt8]], coding: String?, limit: Int = 1 << 20
    ) -> Result<[UInt8], TransportError> {
        let fields = coding.map { [("Content-Encoding", $0)] } ?? []
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: HTTPHeaders(fields))
        do throws(TransportError) {
            var collector = try AnswerCollector(head, limit: limit, memory: MemoryAccount())
            for part in parts { try collector.append(ByteBuffer(bytes: part)) }
            try collector.finish()
            return .success(collector.response.body)
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: ["deflate", "DEFLATE", "gzip"])
    func bothFormsAreToldByHowTheyBegin(_ coding: String) throws {
        #expect(try answer([Self.zlib], coding: coding).get() == Array("hello hello hello".utf8))
        #expect(try answer([GzipSample.bytes], coding: coding).get().count == GzipSample.length)
    }

    @Test func aBodyMayComeByteByByte() throws {
        #expect(try answer(Self.zlib.map { [$0] } + [[]], coding: "deflate").get() == Array("hello hello hello".utf8))
        #expect(try answer(GzipSample.bytes.map { [$0] }, coding: "gzip").get().count == GzipSample.length)
    }

    @Test(arguments: [nil, "br", "x-gzip", "identity", "gzip, gzip"])
    func whatIsNoCodingOfOursIsLeftAsItIs(_ coding: String?) throws {
        #expect(try answer([Self.zlib], coding: coding).get() == Self.zlib)
    }

    @Test func nothingIsNothingInAnyCoding() throws {
        #expect(try answer([], coding: "gzip").get() == [])
    }

    @Test func whatIsCutOrSpoiledIsNoBody() {
        for length in 1..<Self.zlib.count {
            #expect(answer([Array(Self.zlib.prefix(length))], coding: "deflate") == .failure(.cut))
        }
        let bad = TransportError.malformedResponse("bad compressed data")
        var spoiled = Self.zlib
        spoiled[spoiled.count - 1] ^= 1
        #expect(answer([spoiled], coding: "deflate") == .failure(bad), "its checksum is wrong")
        #expect(answer([Array("zzzz".utf8)], coding: "gzip") == .failure(bad))
        #expect(answer([Self.zlib + [0]], coding: "deflate") == .failure(bad), "more came than its end")
        #expect(answer([Self.zlib, [0]], coding: "deflate") == .failure(bad))
    }

    @Test func theLimitIsThatOfWhatComesOut() throws {
        let length = GzipSample.length
        #expect(
            answer([GzipSample.bytes], coding: "gzip", limit: length - 1) == .failure(.bodyTooLarge(limit: length - 1)))
        #expect(try answer([GzipSample.bytes], coding: "gzip", limit: length).get().count == length)
    }
}
