import APIClient
import JSON
import LuaBridge
import ManagementAPI

/// Pushes what a successful answer holds, in the shape that the catalogue declares.
struct AnswerReader {
    let request: APIRequest
    /// The name of the target, where errors carry it.
    let target: String?

    /// Pushes a page as an array with its cursor. Stack: [-0, +1, m]
    func pushPage(_ answer: Answer, paging: Paging, on thread: LuaThread) throws -> Int {
        let wrapper = paging.wrapper
        try pushJSON(answer, on: thread)
        guard thread.type(at: -1) == .table, thread.rawGet(wrapper, at: -1) == .table,
            ValueMarks.mark(at: -1, of: thread) == .array
        else {
            throw undecodable(answer, "the answer has no array \"\(wrapper)\"")
        }
        // Stack: the answer's object, its items. What stands beside the items stays with the page.
        for name in thread.keys(at: -2).names where !name.elementsEqual(wrapper.utf8) {
            thread.push(bytes: name)
            thread.pushCopy(of: -1)
            thread.rawGet(at: -4)
            thread.rawSet(at: -3)
        }
        ValueMarks.set(ValueMarks.page, at: -1, of: thread)
        thread.remove(at: -2)
        return 1
    }

    /// Pushes an object. Stack: [-0, +1, m]
    func pushObject(_ answer: Answer, on thread: LuaThread) throws -> Int {
        try pushJSON(answer, on: thread)
        guard thread.type(at: -1) == .table, ValueMarks.mark(at: -1, of: thread) == nil else {
            throw undecodable(answer, "the answer is no object")
        }
        return 1
    }

    /// Pushes true: the action was done. Stack: [-0, +1, m]
    func pushAcknowledgement(on thread: LuaThread) -> Int {
        thread.push(true)
        return 1
    }

    /// Pushes a decoded body, whatever it is, and `{status =, headers =}`; a header that came more than once has its values
    /// joined by commas. Stack: [-0, +2, m]
    func pushAnything(_ answer: Answer, on thread: LuaThread) throws -> Int {
        switch answer.body {
        case .json: try pushJSON(answer, on: thread)
        case .text(let text): thread.push(text)
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

    private func pushJSON(_ answer: Answer, on thread: LuaThread) throws {
        guard case .json(let bytes) = answer.body else { throw undecodable(answer, "the answer is no JSON") }
        do {
            try bytes.withUnsafeBytes { try LuaJSONReader.push($0, on: thread) }
        } catch LuaJSONReader.Failure.text(let problem) {
            throw undecodable(answer, "the answer is no JSON: \(problem)")
        } catch LuaJSONReader.Failure.tooLarge(let raisable) {
            throw raisable
        }
    }

    private func undecodable(_ answer: Answer, _ problem: String) -> RaisedError {
        RaisedError(.undecodable(answer, of: request, problem: problem, target: target))
    }
}
