import APIClient
import JSON
import LuaBridge
import ManagementAPI
import Memory

/// Pushes what a successful answer holds, in the shape that the catalogue declares.
struct AnswerReader {
    let request: APIRequest
    let client: Client

    /// Pushes a page as an array with its cursor, and answers the ids of its items, nil for one without. The client
    /// notes them. Stack: [-0, +1, m]
    @discardableResult
    func pushPage(_ answer: Answer, paging: Paging, on thread: LuaThread) throws -> [ObjectID?] {
        try thread.balanced(pushes: 1) {
            try thread.droppingOnThrow {
                let wrapper = paging.wrapper
                try pushJSON(answer, on: thread)
                guard thread.type(at: -1) == .table, thread.rawGet(wrapper, at: -1) == .table,
                    ValueMarks.mark(at: -1, of: thread) == .array
                else {
                    throw undecodable(answer, "the answer has no array \"\(wrapper)\"")
                }
                PageItems.pushCursorItem(paging.nextCursor, of: -1, on: thread)
                if thread.type(at: -1) == .nil { thread.pop() } else { thread.rawSet(paging.nextCursor, at: -2) }
                let kind = request.endpoint?.result.objectType?.kind
                guard let ids = PageItems.ids(at: -1, of: thread, field: kind?.identifyingField) else {
                    throw undecodable(answer, "an item of \"\(wrapper)\" is no object")
                }
                // Stack: the answer's object, its items. What stands beside the items stays with the page.
                for name in thread.keys(at: -2).names where !name.elementsEqual(wrapper.utf8) {
                    thread.push(bytes: name)
                    thread.pushCopy(of: -1)
                    thread.rawGet(at: -4)
                    guard
                        !FailureMarks.usual.failed(String(decoding: name, as: UTF8.self), Self.mark(at: -1, of: thread))
                    else {
                        throw undecodable(answer, "the answer says that it failed")
                    }
                    thread.rawSet(at: -3)
                }
                ValueMarks.set(ValueMarks.page, at: -1, of: thread)
                if let type = request.endpoint?.result.objectType { ObjectMarks.setItems(type, on: thread) }
                thread.remove(at: -2)
                if case .page(let items, _)? = request.expected {
                    // They are known for as long as the client is.
                    thread.state.memory.charge(client.note(seen: ids.lazy.compactMap(\.self), of: items.name))
                }
                return ids
            }
        }
    }

    private static func mark(at index: Int, of thread: LuaThread) -> FailureMarks.Value {
        switch thread.type(at: index) {
        case .nil, .none: .absent
        case .boolean: .boolean(thread.truth(at: index))
        case .string: .text(thread.string(at: index) ?? "")
        default: .other
        }
    }

    /// Pushes an object. Stack: [-0, +1, m]
    func pushObject(_ answer: Answer, on thread: LuaThread) throws -> Int {
        try thread.balanced(pushes: 1) {
            try thread.droppingOnThrow {
                try pushJSON(answer, on: thread)
                guard thread.type(at: -1) == .table, ValueMarks.mark(at: -1, of: thread) == nil else {
                    throw undecodable(answer, "the answer is no object")
                }
                if let type = request.endpoint?.result.objectType { ObjectMarks.set(type, on: thread) }
                return 1
            }
        }
    }

    /// Pushes all items of a list at once. Stack: [-0, +1, m]
    func pushArray(_ answer: Answer, on thread: LuaThread) throws -> Int {
        try thread.balanced(pushes: 1) {
            try thread.droppingOnThrow {
                try pushJSON(answer, on: thread)
                guard thread.type(at: -1) == .table, ValueMarks.mark(at: -1, of: thread) == .array else {
                    throw undecodable(answer, "the answer is no array")
                }
                if let type = request.endpoint?.result.objectType { ObjectMarks.setItems(type, on: thread) }
                return 1
            }
        }
    }

    /// Pushes true: the action was done. Stack: [-0, +1, m]
    func pushAcknowledgement(on thread: LuaThread) -> Int {
        thread.balanced(pushes: 1) {
            thread.push(true)
            return 1
        }
    }

    /// Pushes a decoded body, whatever it is, and `{status =, headers =}`; a header that came more than once has its values
    /// joined by commas. Stack: [-0, +2, m]
    func pushAnything(_ answer: Answer, on thread: LuaThread) throws -> Int {
        try thread.balanced(pushes: 2) {
            switch answer.body {
            case .json: try pushJSON(answer, on: thread)
            case .text(let text): try push(text, of: answer, on: thread)
            case .empty: thread.pushNil()
            }
            thread.pushTable(fields: 2)
            thread.push(answer.status)
            thread.rawSet("status", at: -2)
            thread.pushTable(fields: answer.headers.count)
            var headers: [String: String] = [:]
            for (name, value) in answer.headers {
                headers[name.lowercased()] = headers[name.lowercased()].map { "\($0), \(value)" } ?? value
            }
            for (name, value) in headers {
                thread.push(value)
                thread.rawSet(name, at: -2)
            }
            thread.rawSet("headers", at: -2)
            return 2
        }
    }

    private func pushJSON(_ answer: Answer, on thread: LuaThread) throws {
        guard case .json(let bytes) = answer.body else { throw undecodable(answer, "the answer is no JSON") }
        do {
            let replaced = try bytes.withUnsafeBytes { text in
                guard let parts = answer.parts else {
                    return try LuaJSONReader.push(text, surrogates: .replaced, on: thread)
                }
                try LuaJSONReader.push(parts, of: text, on: thread)
                return parts.replaced
            }
            if replaced > 0 { client.noteReplacedSurrogates() }
        } catch LuaJSONReader.Failure.text(let problem) {
            throw undecodable(answer, "the answer is no JSON: \(problem)")
        } catch LuaJSONReader.Failure.tooLarge(let raisable) {
            throw request.mutates && raisable is NotEnoughMemory ? done(answer) : raisable
        }
    }

    private func push(_ text: String, of answer: Answer, on thread: LuaThread) throws {
        var text = text
        let isPushed = text.withUTF8 { (try? thread.push(large: UnsafeRawBufferPointer($0))) != nil }
        guard isPushed else { throw request.mutates ? done(answer) : NotEnoughMemory() }
    }

    /// A change that was done, and whose answer has no room: that it was done must not be lost with it.
    private func done(_ answer: Answer) -> RaisedError {
        var error = APIError.undecodable(
            answer, of: request, problem: TransportError.noMemory.description, target: client.settings.target)
        error.outcome = .applied
        return RaisedError(error)
    }

    private func undecodable(_ answer: Answer, _ problem: String) -> RaisedError {
        RaisedError(.undecodable(answer, of: request, problem: problem, target: client.settings.target))
    }
}
