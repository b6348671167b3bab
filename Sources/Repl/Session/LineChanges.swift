/// Which lines are new since the last time.
enum LineChanges {
    /// Texts of more lines than this are compared place by place.
    static let most = 400

    /// For each line of `new`, whether it is not one of `old` in the same order.
    static func marks(from old: [String], to new: [String]) -> [Bool] {
        guard old.count <= most, new.count <= most else {
            return new.indices.map { $0 >= old.count || old[$0] != new[$0] }
        }
        // The longest common subsequence, from the ends.
        var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
        for row in old.indices.reversed() {
            for column in new.indices.reversed() {
                lengths[row][column] =
                    old[row] == new[column]
                    ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
            }
        }
        var marks = [Bool](repeating: true, count: new.count)
        var (row, column) = (0, 0)
        while row < old.count, column < new.count {
            if old[row] == new[column] {
                marks[column] = false
                row += 1
                column += 1
            } else if lengths[row + 1][column] >= lengths[row][column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return marks
    }
}
