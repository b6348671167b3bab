/// Which columns of a table there is room for, and how wide they are. Pure numbers.
enum ColumnFit {
    /// What a column is like.
    enum Habit {
        /// A key or an id: cut last.
        case name
        /// Weights, which have shorter forms.
        case shares
        /// A number or a word of a few: never cut.
        case whole
        /// Any text.
        case text
    }

    /// What a column wants.
    struct Wish {
        /// The width at which nothing is cut.
        let natural: Int
        let header: Int
        let habit: Habit
        /// Asked for by name; the others go first.
        let isPreferred: Bool

        /// Below it the column is left out.
        func least(in width: Int) -> Int {
            switch habit {
            case .name: min(natural, 8)
            case .shares: min(natural, max(header, 14))
            case .whole: natural
            case .text: min(natural, min(20, max(8, width / 4)))
            }
        }

        /// No later column takes it below this.
        func comfort(in width: Int) -> Int {
            switch habit {
            case .name: min(natural, 24)
            case .shares: min(natural, 36)
            case .whole: natural
            case .text: min(natural, min(20, max(8, width / 4)))
            }
        }
    }

    static let gap = 2

    /// The places of the columns that fit into `width`, in order, with their widths. At least one.
    static func columns(_ wishes: [Wish], width: Int) -> [(place: Int, width: Int)] {
        var chosen: [(place: Int, width: Int)] = []
        var used = 0
        for (place, wish) in wishes.enumerated() {
            let room = width - used - (chosen.isEmpty ? 0 : gap)
            guard room >= wish.least(in: width) || chosen.isEmpty else { continue }
            let taken = max(1, min(wish.comfort(in: width), room))
            chosen.append((place, taken))
            used = width - room + taken
        }
        // What nobody asked for goes where others would be cut for it.
        if wishes.contains(where: \.isPreferred) {
            while let last = chosen.last, !wishes[last.place].isPreferred, chosen.count > 1,
                natural(of: chosen, wishes) > width
            {
                chosen.removeLast()
            }
        }
        share(width - chosen.map(\.width).reduce(0, +) - gap * (chosen.count - 1), among: &chosen, wishes)
        return chosen
    }

    /// Gives what is left to names first, then to the narrowest of those that want more.
    private static func share(_ spare: Int, among chosen: inout [(place: Int, width: Int)], _ wishes: [Wish]) {
        var spare = spare
        for index in chosen.indices where wishes[chosen[index].place].habit == .name {
            let more = max(0, min(spare, wishes[chosen[index].place].natural - chosen[index].width))
            chosen[index].width += more
            spare -= more
        }
        while spare > 0,
            let index = chosen.indices.filter({ chosen[$0].width < wishes[chosen[$0].place].natural })
                .min(by: { chosen[$0].width < chosen[$1].width })
        {
            chosen[index].width += 1
            spare -= 1
        }
    }

    private static func natural(of chosen: [(place: Int, width: Int)], _ wishes: [Wish]) -> Int {
        chosen.map { wishes[$0.place].natural }.reduce(0, +) + gap * (chosen.count - 1)
    }
}
