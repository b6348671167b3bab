import JSON
import TestSupport
import Testing

struct JSONNumberTests {
    static let cases: [(text: String, value: JSONValue)] = [
        ("0", .integer(0)), ("-0", .number(-0.0)), ("1", .integer(1)), ("-1", .integer(-1)),
        ("9007199254740993", .integer(9_007_199_254_740_993)),
        ("999999999999999999", .integer(999_999_999_999_999_999)),
        ("1000000000000000000", .integer(1_000_000_000_000_000_000)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775806", .integer(.max - 1)), ("-9223372036854775807", .integer(.min + 1)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
        ("18446744073709551615", .number(18_446_744_073_709_551_616)),
        ("18446744073709551616", .number(18_446_744_073_709_551_616)),
        ("100000000000000000000000000000", .number(1e29)),
        ("1.0", .number(1)), ("-1.0", .number(-1)), ("0.0", .number(0)), ("-0.0", .number(-0.0)), ("1e0", .number(1)),
        ("1E+2", .number(100)), ("1e-2", .number(0.01)), ("0.1", .number(0.1)), ("123.456", .number(123.456)),
        ("0e5", .number(0)), ("0e400", .number(0)), ("0e9999999999999999999", .number(0)), ("1e-400", .number(0)),
        ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("2.2250738585072011e-308", .number(Double(bitPattern: 0x000F_FFFF_FFFF_FFFF))),
        ("2.4703282292062327e-324", .number(0)),
        ("9007199254740993.0", .number(9_007_199_254_740_992)), ("9007199254740993e0", .number(9_007_199_254_740_992)),
        ("8.41e21", .number(8.41e21)), ("1e22", .number(1e22)), ("1e23", .number(1e23)),
        ("0.000000000000000000000000000000000000000000000000001", .number(1e-51)),
        ("3.14159265358979323846264338327950288419716939937510", .number(.pi)),
        ("179769313486231580793728971405301e276", .number(1.797693134862315807e308)),
    ]

    @Test(arguments: cases)
    func aNumberIsReadExactly(_ text: String, _ value: JSONValue) throws {
        let read = try JSONValue(parsing: text.utf8)
        #expect(read == value)
        if case .number(let number) = value { #expect(read.numberValue?.sign == number.sign) }
        // Between other bytes it is the same.
        #expect(try JSONValue(parsing: "[\(text),\(text)]".utf8) == [value, value])
    }

    @Test func everyIntegerAroundAPowerOfTenIsExact() throws {
        var power: Int64 = 1
        for _ in 0..<18 {
            power *= 10
            for value in [power - 1, power, power + 1] {
                for signed in [value, -value] {
                    #expect(try JSONValue(parsing: "\(signed)".utf8) == .integer(signed))
                }
            }
        }
    }

    @Test func everyDoubleReadsBackFromWhatIsWritten() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<50_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let bytes = JSONValue.number(value).encoded()
            guard case .number(let read) = try JSONValue(parsing: bytes) else {
                Issue.record("\(value) came back as no float")
                continue
            }
            #expect(read.bitPattern == value.bitPattern)
        }
    }

    /// Texts of few digits and small exponents take a short cut; the standard library is the judge.
    @Test func decimalTextsReadAsTheStandardLibraryReadsThem() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<50_000 {
            let whole = random.next() >> UInt64.random(in: 0..<64, using: &random)
            let fraction = random.next() >> UInt64.random(in: 0..<64, using: &random)
            let exponent = Int.random(in: -330...290, using: &random)
            for text in ["\(whole).\(fraction)", "\(whole)e\(exponent)", "-\(whole).\(fraction)e\(exponent % 23)"] {
                let expected = try #require(Double(text))
                guard expected.isFinite else { continue }
                #expect(try JSONValue(parsing: text.utf8).numberValue?.bitPattern == expected.bitPattern)
            }
        }
    }

    @Test func aFractionOfAMillionDigitsBalancesItsExponent() throws {
        let text = "0." + String(repeating: "0", count: 1_000_000) + "1e1000001"
        #expect(try JSONValue(parsing: text.utf8) == .number(1))
    }
}
