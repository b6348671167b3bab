/// Reads one JSON text (RFC 8259, strictly) and reports its parts to a visitor.
///
/// The reader keeps its own stack, so depth costs no call frames. Everything on the hot path is inlinable: with a
/// struct as the visitor the whole loop is specialised in the visitor's module.
public enum JSONReader {
    /// Reads all of `text`, which must hold exactly one value.
    ///
    /// The visitor has seen everything before the problem when this throws. Arrays and objects may nest up to
    /// `depthLimit` levels.
    @inlinable
    public static func read<V: JSONVisitor>(
        _ text: UnsafeRawBufferPointer, depthLimit: Int = 1000, into visitor: inout V
    ) throws(JSONReadError<V.Failure>) {
        _ = try read(text, depthLimit: depthLimit, surrogates: .refused, into: &visitor)
    }

    /// The same, where half a surrogate pair may be replaced; answers how many were.
    @inlinable
    public static func read<V: JSONVisitor>(
        _ text: UnsafeRawBufferPointer, depthLimit: Int = 1000, surrogates: JSONSurrogates, into visitor: inout V
    ) throws(JSONReadError<V.Failure>) -> Int {
        guard let start = text.baseAddress else {
            throw .text(JSONError(.endOfText(expected: .value), at: 0, of: text))
        }
        var cursor = JSONCursor(start: start, end: start + text.count, surrogates: surrogates)
        var scratch = JSONScratch()
        defer { scratch.free() }

        // The innermost open container is in these two; the ones around it are packed in `outer` as count * 2 + kind.
        var inObject = false
        var count = 0
        var outer: [Int] = []

        while true {
            var byte: UInt8
            do throws(JSONError) { byte = try cursor.token(expected: .value) } catch { throw .text(error) }
            switch byte {
            case JSONByte.quote:
                cursor.next += 1
                let string: UnsafeRawBufferPointer
                do throws(JSONError) { string = try cursor.string(scratch: &scratch) } catch { throw .text(error) }
                do throws(V.Failure) { try visitor.string(string) } catch { throw .visitor(error) }

            case JSONByte.minus, JSONByte.zero...JSONByte.nine:
                let number: JSONCursor.Number
                do throws(JSONError) { number = try cursor.number() } catch { throw .text(error) }
                do throws(V.Failure) {
                    switch number {
                    case .integer(let value): try visitor.integer(value)
                    case .double(let value): try visitor.number(value)
                    }
                } catch { throw .visitor(error) }

            case JSONByte.openBrace:
                guard outer.count < depthLimit else { throw .text(cursor.error(.tooDeep(limit: depthLimit))) }
                cursor.next += 1
                do throws(V.Failure) { try visitor.beginObject() } catch { throw .visitor(error) }
                outer.append(count &<< 1 | (inObject ? 1 : 0))
                inObject = true
                count = 0
                do throws(JSONError) { byte = try cursor.token(expected: .keyOrObjectEnd) } catch { throw .text(error) }
                if byte != JSONByte.closeBrace {
                    let key: UnsafeRawBufferPointer
                    do throws(JSONError) { key = try cursor.key(expected: .keyOrObjectEnd, scratch: &scratch) } catch {
                        throw .text(error)
                    }
                    do throws(V.Failure) { try visitor.key(key) } catch { throw .visitor(error) }
                    do throws(JSONError) { try cursor.colon() } catch { throw .text(error) }
                    continue
                }
                // The end of an empty object counts no value; the loop below counts one.
                count = -1

            case JSONByte.openBracket:
                guard outer.count < depthLimit else { throw .text(cursor.error(.tooDeep(limit: depthLimit))) }
                cursor.next += 1
                do throws(V.Failure) { try visitor.beginArray() } catch { throw .visitor(error) }
                outer.append(count &<< 1 | (inObject ? 1 : 0))
                inObject = false
                count = 0
                do throws(JSONError) { byte = try cursor.token(expected: .value) } catch { throw .text(error) }
                if byte != JSONByte.closeBracket { continue }
                count = -1

            case JSONByte.t:
                do throws(JSONError) { try cursor.literal("true") } catch { throw .text(error) }
                do throws(V.Failure) { try visitor.bool(true) } catch { throw .visitor(error) }

            case JSONByte.f:
                do throws(JSONError) { try cursor.literal("false") } catch { throw .text(error) }
                do throws(V.Failure) { try visitor.bool(false) } catch { throw .visitor(error) }

            case JSONByte.n:
                do throws(JSONError) { try cursor.literal("null") } catch { throw .text(error) }
                do throws(V.Failure) { try visitor.null() } catch { throw .visitor(error) }

            default:
                throw .text(cursor.error(.unexpectedByte(byte, expected: .value)))
            }

            // A value is complete: close what ends here, then stand before the next value.
            while true {
                if outer.isEmpty {
                    do throws(JSONError) { try cursor.finish() } catch { throw .text(error) }
                    return cursor.replacements
                }
                count &+= 1
                if inObject {
                    do throws(JSONError) { byte = try cursor.token(expected: .commaOrObjectEnd) } catch {
                        throw .text(error)
                    }
                    if byte == JSONByte.comma {
                        cursor.next += 1
                        let key: UnsafeRawBufferPointer
                        do throws(JSONError) { key = try cursor.key(expected: .key, scratch: &scratch) } catch {
                            throw .text(error)
                        }
                        do throws(V.Failure) { try visitor.key(key) } catch { throw .visitor(error) }
                        do throws(JSONError) { try cursor.colon() } catch { throw .text(error) }
                        break
                    }
                    guard byte == JSONByte.closeBrace else {
                        throw .text(cursor.error(.unexpectedByte(byte, expected: .commaOrObjectEnd)))
                    }
                    cursor.next += 1
                    do throws(V.Failure) { try visitor.endObject(count: count) } catch { throw .visitor(error) }
                } else {
                    do throws(JSONError) { byte = try cursor.token(expected: .commaOrArrayEnd) } catch {
                        throw .text(error)
                    }
                    if byte == JSONByte.comma {
                        cursor.next += 1
                        break
                    }
                    guard byte == JSONByte.closeBracket else {
                        throw .text(cursor.error(.unexpectedByte(byte, expected: .commaOrArrayEnd)))
                    }
                    cursor.next += 1
                    do throws(V.Failure) { try visitor.endArray(count: count) } catch { throw .visitor(error) }
                }
                let frame = outer.removeLast()
                inObject = frame & 1 == 1
                count = frame &>> 1
            }
        }
    }
}
