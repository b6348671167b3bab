import APIClient
import CZlib

/// Reads gzip and the zlib form of deflate, told apart by how they begin.
final class Inflater {
    /// Its end has come.
    private(set) var isComplete = false
    // zlib keeps the stream's address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let output: UnsafeMutableRawBufferPointer

    /// 15 bits is the largest window, and 32 asks for both forms.
    private static let windowBits: Int32 = 15 + 32
    private static let outputLength = 16 << 10

    /// Nil without memory.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        output = .allocate(byteCount: Self.outputLength, alignment: 1)
        guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        output.deallocate()
    }

    /// Gives what `bytes` stand for to `take`, piece by piece, until it throws.
    func inflate(
        _ bytes: UnsafeRawBufferPointer, take: (UnsafeRawBufferPointer) throws(TransportError) -> Void
    ) throws(TransportError) {
        // zlib does not write to what it reads.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            // Also what comes after the end is no part of the body.
            guard !isComplete || bytes.isEmpty else { throw Self.bad }
            stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(output.count)
            let verdict = CZlib.inflate(stream, Z_NO_FLUSH)
            // Z_BUF_ERROR: there is nothing to do, until more comes.
            guard verdict == Z_OK || verdict == Z_STREAM_END || verdict == Z_BUF_ERROR else { throw Self.bad }
            isComplete = verdict == Z_STREAM_END
            try take(UnsafeRawBufferPointer(rebasing: output[..<(output.count - Int(stream.pointee.avail_out))]))
        } while stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0 && !isComplete
    }

    private static let bad = TransportError.malformedResponse("bad compressed data")
}
