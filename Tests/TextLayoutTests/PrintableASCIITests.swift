import Testing
import TextLayout

struct PrintableASCIITests {
    @Test(arguments: 0..<256) func everyByteAtEveryPlaceOfAWordIsNoticed(_ value: Int) {
        let byte = UInt8(value)
        for place in 0..<17 {
            var text = [UInt8](repeating: 0x20, count: 17)
            text[place] = byte
            let isPrintable = text.withUnsafeBufferPointer { $0.isPrintableASCII }
            #expect(isPrintable == (byte >= 0x20 && byte < 0x7F))
        }
    }
}
