import Platform

/// A pipe that makes a poll return: the read end is polled by the main thread, the write end is written by anybody.
///
/// Both ends are non-blocking. A full pipe is as good as a written byte, so a failed write needs no answer.
final class WakeSignal: Sendable {
    let readDescriptor: Int32
    let writeDescriptor: Int32

    init() throws(ReactorError) {
        var ends: (Int32, Int32) = (-1, -1)
        let made = withUnsafeMutableBytes(of: &ends) { pipe($0.baseAddress?.assumingMemoryBound(to: Int32.self)) }
        guard made == 0 else { throw ReactorError.noPipe(errno: errno) }
        (readDescriptor, writeDescriptor) = ends
        for descriptor in [ends.0, ends.1] {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(readDescriptor)
        close(writeDescriptor)
    }

    func raise() {
        var byte: UInt8 = 1
        _ = write(writeDescriptor, &byte, 1)
    }

    /// Takes every byte out of the pipe.
    func lower() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while read(readDescriptor, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}
