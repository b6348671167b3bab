import ManagementAPI
import Printing
import Repl
import ScriptRuntime

extension PrintableJSON {
    /// What a runtime says of its values.
    init(_ values: ScriptValues) {
        self.init(
            text: { thread, index, place in try values.json(at: index, of: thread, path: ValuePath(place)) },
            itemCount: { thread, index, place in
                try values.itemCount(at: index, of: thread, path: ValuePath(place))
            })
    }
}

extension ValuePath {
    /// The path of a value in what is printed.
    fileprivate init(_ place: [PrintableJSON.Step]) {
        self.init(
            place.map { step -> Step in
                switch step {
                case .item(let index): .item(index)
                case .field(let name): .field(String(decoding: name, as: UTF8.self))
                }
            })
    }
}
