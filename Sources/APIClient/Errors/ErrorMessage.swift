import JSON

/// Finds the readable message in the body of an error answer.
enum ErrorMessage {
    /// The answer's own words where it has some, else the name of its status.
    static func find(in body: [UInt8], status: Int) -> String {
        let words =
            switch BodyKind.of(body) {
            case .empty: String?.none
            case .html: html(body)
            case .json, .text: json(body) ?? text(body)
            }
        guard let words, !words.isEmpty else { return HTTPStatus.name(status) }
        return words
    }

    /// One line about a page of HTML: its title.
    static func html(_ body: [UInt8]) -> String {
        let page = String(decoding: body.prefix(4096), as: UTF8.self)
        guard let open = page.asciiCaseRange(of: "<title"), let inside = page[open.upperBound...].firstIndex(of: ">"),
            let close = page[inside...].asciiCaseRange(of: "</title")
        else { return "an HTML page" }
        let title = OneLine.shortened(String(page[page.index(after: inside)..<close.lowerBound]), to: 120)
        return title.isEmpty ? "an HTML page" : "an HTML page with the title \"\(title)\""
    }

    private static func text(_ body: [UInt8]) -> String {
        OneLine.shortened(BodyExcerpt.of(body) ?? "", to: 300)
    }

    private static func json(_ body: [UInt8]) -> String? {
        // No service words a message in more than this; a huge body is not worth a tree.
        guard body.count <= 1 << 20, let value = try? JSONValue(parsing: body, depthLimit: 100, surrogates: .replaced)
        else { return nil }
        return message(in: value, depth: 0).map { OneLine.shortened($0, to: 300) }
    }

    private static let fields = ["error", "message", "errors", "detail", "error_description", "reason", "title", "msg"]

    private static func message(in value: JSONValue, depth: Int) -> String? {
        guard depth < 4 else { return nil }
        switch value {
        case .string(let text):
            return OneLine.collapsed(text).isEmpty ? nil : text
        case .array(let values):
            let messages = values.prefix(3).compactMap { message(in: $0, depth: depth + 1) }
            return messages.isEmpty ? nil : messages.joined(separator: "; ")
        case .object:
            // {"error": "Bad Request", "message": "key is taken"}: the longer story is the second.
            if case .string(let short)? = value["error"], case .string(let long)? = value["message"], !long.isEmpty {
                return short.isEmpty || long.contains(short) ? long : "\(short): \(long)"
            }
            // RFC 9457: the fields that are wrong say more than that some are.
            if let detail = value["detail"]?.stringValue, let problems = value["validation_errors"]?.arrayValue,
                !problems.isEmpty
            {
                return "\(detail): " + problems.prefix(3).compactMap(validationError).joined(separator: "; ")
            }
            for field in fields {
                if let inner = value[field], let found = message(in: inner, depth: depth + 1) { return found }
            }
            return nil
        case .null, .bool, .integer, .number:
            return nil
        }
    }
}

extension ErrorMessage {
    private static func validationError(_ value: JSONValue) -> String? {
        let words = value["message"]?.stringValue ?? value["code"]?.stringValue
        return [value["field"]?.stringValue, words].compactMap { $0 }.joined(separator: " ")
    }
}

extension StringProtocol {
    /// The first place of `needle`, ASCII letters in either case.
    package func asciiCaseRange(of needle: String) -> Range<Index>? {
        let wanted = Array(needle.utf8)
        var start = utf8.startIndex
        while start != utf8.endIndex {
            let tail = utf8[start...]
            if let end = tail.index(start, offsetBy: wanted.count, limitedBy: utf8.endIndex),
                zip(tail, wanted).allSatisfy({ $0.asciiLowercased == $1 })
            {
                return start..<end
            }
            start = utf8.index(after: start)
        }
        return nil
    }
}
