/// The longest run of items that two lists have in the same order, and what lies between them.
struct Alignment {
    /// Items of both lists with nothing in common.
    struct Gap {
        let before: Range<Int>
        let after: Range<Int>
    }

    /// In order; empty ones are left out.
    let gaps: [Gap]

    /// Lists longer than this together are compared place by place: nobody has them.
    private static let mostComparisons = 250_000

    /// - Parameter areEqual: whether an item of the first list equals one of the second.
    init(_ before: Int, _ after: Int, _ areEqual: (Int, Int) -> Bool) {
        var head = 0
        while head < min(before, after), areEqual(head, head) { head += 1 }
        var tail = 0
        while tail < min(before, after) - head, areEqual(before - 1 - tail, after - 1 - tail) { tail += 1 }
        let (mine, other) = (head..<before - tail, head..<after - tail)
        guard mine.count * other.count <= Self.mostComparisons else {
            gaps = [Gap(before: mine, after: other)]
            return
        }
        gaps = Self.gaps(mine, other, areEqual)
    }

    private static func gaps(_ mine: Range<Int>, _ other: Range<Int>, _ areEqual: (Int, Int) -> Bool) -> [Gap] {
        let (rows, columns) = (mine.count, other.count)
        let equal = mine.map { row in other.map { areEqual(row, $0) } }
        var lengths = Array(repeating: Array(repeating: 0, count: columns + 1), count: rows + 1)
        for row in stride(from: rows - 1, through: 0, by: -1) {
            for column in stride(from: columns - 1, through: 0, by: -1) {
                lengths[row][column] =
                    equal[row][column]
                    ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
            }
        }
        var found: [Gap] = []
        var (row, column) = (0, 0)
        var (fromRow, fromColumn) = (0, 0)
        func close() {
            guard fromRow < row || fromColumn < column else { return }
            found.append(
                Gap(
                    before: mine.lowerBound + fromRow..<mine.lowerBound + row,
                    after: other.lowerBound + fromColumn..<other.lowerBound + column))
        }
        while row < rows, column < columns {
            if equal[row][column] {
                close()
                (row, column) = (row + 1, column + 1)
                (fromRow, fromColumn) = (row, column)
            } else if lengths[row + 1][column] >= lengths[row][column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        (row, column) = (rows, columns)
        close()
        return found
    }
}
