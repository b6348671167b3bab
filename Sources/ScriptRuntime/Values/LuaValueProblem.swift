import LuaBridge
import ManagementAPI
import Memory

/// Why a Lua value has no JSON text, and where in the value.
struct LuaValueProblem: Error, CustomStringConvertible {
    enum Kind {
        /// NaN or an infinity.
        case notFinite(Double)
        /// A string that is no UTF-8.
        case invalidUTF8
        /// A function, a thread or a userdata that is not `null`.
        case noJSON(LuaType)
        /// A table that contains itself.
        case cycle
        /// Tables nested deeper than the limit.
        case tooDeep(limit: Int)
        /// A table with both items and fields.
        case mixed(field: String)
        /// An array with a hole; the index that is nil.
        case hole(Int)
        /// A key that is neither a string nor an index.
        case badKey(LuaTableKeys.Other)
        /// The value does not fit what the catalogue declares.
        case declared(TypeProblem.Kind)
        /// A table that is made when it is read, and was not.
        case unreadable(String)
        /// Another kind of value than a function of the shell takes.
        case expected(String, got: String)
        /// More arguments than the function takes.
        case tooManyArguments(most: Int, got: Int)
        /// The options are no table of names.
        case badOptions(got: String)
        /// A table of items where one of names was expected.
        case namesExpected
        /// Something else than the table of named arguments, such as `{limit =, cursor =}`.
        case argumentsExpected(names: [String], got: String)
        /// The function was called with a colon: its first argument is the resource itself.
        case calledWithColon(function: String)
        /// A table in place of what names an object, without the field that holds it.
        case noField(String)
        /// Path and query are longer together than a request's may be.
        case tooLong(limit: Int)
        /// The code that wants it is being stopped.
        case stopped
        /// What is written has no room.
        case noMemory
    }

    /// It has no place: what is too large is the whole.
    static var noMemory: LuaValueProblem { LuaValueProblem(path: .root, kind: .noMemory) }

    /// What a function raises for it: Lua's own words where memory is short, else an error of kind `argument`.
    func raised(by function: String) -> any Error {
        if case .noMemory = kind { return NotEnoughMemory() }
        return RaisedError(argument: description, of: function)
    }

    let path: ValuePath
    let kind: Kind

    var description: String {
        let place = Self.shortened(path.description)
        return place.isEmpty ? words : "\(place): \(words)"
    }

    /// A path of a thousand steps would leave no room for what is wrong.
    private static func shortened(_ place: String) -> String {
        place.count <= 120 ? place : "\(place.prefix(60))…\(place.suffix(40))"
    }

    /// A name that nobody knows there, with the nearest of those that are.
    static func unknown(_ path: ValuePath, _ name: String, among known: [String]) -> LuaValueProblem {
        let nearest = Spelling.nearest(to: name, among: known)
        return LuaValueProblem(path: path, kind: .declared(.unknownField(nearest: nearest, known: known)))
    }

    /// Pushes the contents of the view at `index`. Stack: [-0, +1, m]
    ///
    /// - Parameter isHandedOut: whether code gets what is pushed: then it is a list of its own, with views in it.
    static func reading(
        _ index: Int, of thread: LuaThread, _ path: ValuePath, isHandedOut: Bool = false
    ) throws(LuaValueProblem) {
        try thread.balanced(pushes: 1) { () throws(LuaValueProblem) in
            do throws(LuaError) {
                if isHandedOut {
                    try LuaReadOnlyView.pushItems(of: index, on: thread)
                } else {
                    try LuaReadOnlyView.pushContents(at: index, of: thread)
                }
            } catch {
                throw LuaValueProblem(path: path, kind: .unreadable(error.message))
            }
        }
    }

    private var words: String {
        switch kind {
        case .notFinite(let value): "\(value.isNaN ? "NaN" : value < 0 ? "-infinity" : "infinity") has no JSON text"
        case .invalidUTF8: "the string is not valid UTF-8"
        case .noJSON(let type): "a \(type.name) has no JSON text"
        case .cycle: "the table contains itself"
        case .tooDeep(let limit): "tables are nested deeper than \(limit) levels"
        case .mixed(let field): "the table is an array and has the field \(ValuePath(field)) too"
        case .hole(let index): "item \(index) of the array is nil; write null, or leave no holes"
        case .badKey(let key): "a table with \(Self.words(for: key)) has no JSON text"
        case .declared(let kind): kind.description
        case .stopped: "interrupted"
        case .unreadable(let reason): reason
        case .expected(let what, let got): "expected \(what), got \(got)"
        case .tooManyArguments(let most, let got):
            "takes \(most) argument\(most == 1 ? "" : "s") at the most, got \(got)"
        case .badOptions(let got): "the last argument is the table of options, {allow_unknown = true}; got \(got)"
        case .namesExpected: "expected a table of names, {name = value}, got an array"
        case .argumentsExpected(let names, let got):
            "expected a table, {\(names.map { "\($0) =" }.joined(separator: ", "))}, got \(got)"
        case .calledWithColon(let function): "call it with a dot: \(function)"
        case .tooLong(let limit): "path and query are longer than \(limit) bytes"
        case .noMemory: NotEnoughMemory().description
        case .noField(let field):
            "expected \(Self.withArticle(field)) or a table with \(Self.withArticle(field)); this table has none"
        }
    }

    private static func withArticle(_ noun: String) -> String {
        noun.first.map { "aeiou".contains($0) } == true ? "an \(noun)" : "a \(noun)"
    }

    private static func words(for key: LuaTableKeys.Other) -> String {
        switch key {
        case .integer(let value): "the key \(value)"
        case .number(let value): "the key \(value)"
        case .boolean(let value): "the key \(value)"
        case .object(let type): "a \(type.name) as key"
        }
    }
}
