import CLua
import Platform

/// What of Lua's values means something in JSON.
public struct LuaJSONMarks {
    private let null: UnsafeRawPointer?
    private let array: Int32
    private let page: Int32

    /// - Parameters:
    ///   - null: the address of the userdata that stands for null.
    ///   - array: the tag of the metatable of lists.
    ///   - page: that of lists whose fields are no part of them.
    public init(null: UnsafeRawPointer?, array: Int32, page: Int32) {
        self.null = null
        self.array = array
        self.page = page
    }

    fileprivate func sink(_ context: UnsafeMutableRawPointer) -> clua_JSONSink {
        clua_JSONSink(
            context: context, null: null, array: array, page: page,
            append: { context, bytes, count in
                guard let sink = context?.assumingMemoryBound(to: Sink.self) else { return 0 }
                return sink.pointee.take(UnsafeRawBufferPointer(start: bytes, count: count)) ? 1 : 0
            },
            number: { value, text in
                guard let text, value.isFinite else { return 0 }
                // `description` is the shortest that reads back, and it never lacks both point and exponent.
                var description = value.description
                return description.withUTF8 { utf8 in
                    guard utf8.count <= CLUA_LONGEST_NUMBER, let start = utf8.baseAddress else { return 0 }
                    memcpy(text, start, utf8.count)
                    return utf8.count
                }
            })
    }
}

/// What a C function reaches of whom the text is for.
private struct Sink {
    let take: (UnsafeRawBufferPointer) -> Bool
}

extension LuaThread {
    /// Writes the table at `index` as JSON: fields in the order of their names' bytes, all on one line. False for a value
    /// that is unusual or none of JSON's; then what was appended is of no use. `append` answers whether it has room.
    /// Stack: [-0, +0, m]
    public func writeUsualJSON(
        at index: Int, _ marks: LuaJSONMarks, append: (UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
        balanced {
            withoutActuallyEscaping(append) { append in
                var target = Sink(take: append)
                return withUnsafeMutablePointer(to: &target) { target in
                    var sink = marks.sink(UnsafeMutableRawPointer(target))
                    return clua_write_json(pointer, Int32(index), &sink) != 0
                }
            }
        }
    }
}
