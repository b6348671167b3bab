/// A script's header declares what is no function that changes something.
struct HeaderProblem: Error, Equatable, CustomStringConvertible {
    let file: String
    let line: Int
    let problem: WriteNames.Problem

    var description: String { "\(file):\(line): 'writes:': \(problem)" }
}
