import LuaBridge

/// `_` and `_1`, `_2`, ...: the values of the last line that had any; `_error`: what the last error raised.
struct ResultVariables {
    /// More values than this have no variable.
    static let most = 32

    /// What `_` was set to last; nil at first.
    private var shown: LuaReference?
    /// How many of `_1`, `_2`, ... are set.
    private var count = 0
    /// `_` was assigned by hand, and it was told.
    private(set) var isTakenOver = false
    /// The table `Out`: the first value of each entry by its number.
    private var out: LuaReference?
    /// The entries that have one, oldest first.
    private var outNumbers: [Int] = []
    /// Older values are let go.
    static let mostOut = 64

    /// How often values were kept.
    private(set) var changes = 0

    /// All names that the prompt may set.
    static let names = ["_", "_error", "Out"] + (1...most).map { "_\($0)" }

    /// Sets them to the `count` values on top. Stack: [-0, +0, m]
    ///
    /// - Returns: true when it found, for the first time since, that `_` was assigned by hand: it is then left alone until
    ///   it is nil.
    mutating func keep(_ count: Int, of thread: LuaThread, entry: Int? = nil) -> Bool {
        thread.balanced {
            guard (try? thread.reserve(6)) != nil else { return false }
            let wasTakenOver = isTakenOver
            isTakenOver = isAssigned(thread)
            guard count > 0 else { return isTakenOver && !wasTakenOver }
            let first = thread.top - count + 1
            guard count > 1 || !thread.isNoneOrNil(at: first) else { return isTakenOver && !wasTakenOver }
            changes += 1
            if let entry { keepOut(entry, first, of: thread) }
            let kept = min(count, Self.most)
            for offset in 0..<kept {
                thread.pushCopy(of: first + offset)
                thread.rawSetGlobal("_\(offset + 1)")
            }
            for number in stride(from: kept + 1, through: self.count, by: 1) {
                thread.pushNil()
                thread.rawSetGlobal("_\(number)")
            }
            self.count = kept
            if !isTakenOver {
                thread.pushCopy(of: first)
                thread.rawSetGlobal("_")
                shown = thread.reference(at: first)
            }
            return isTakenOver && !wasTakenOver
        }
    }

    /// Puts a value into `Out`, unless somebody has another one. Stack: [-0, +0, m]
    private mutating func keepOut(_ entry: Int, _ index: Int, of thread: LuaThread) {
        thread.balanced {
            let type = thread.rawGetGlobal("Out")
            defer { thread.pop() }
            if type == .nil {
                thread.pop()
                thread.pushTable()
                thread.pushCopy(of: -1)
                thread.rawSetGlobal("Out")
                out = thread.reference(at: -1)
                outNumbers = []
            } else if let out {
                guard thread.isRawEqual(-1, to: out) else { return }
            } else {
                return
            }
            thread.pushCopy(of: index)
            thread.rawSet(entry, at: -2)
            if outNumbers.last != entry { outNumbers.append(entry) }
            guard outNumbers.count > Self.mostOut else { return }
            thread.pushNil()
            thread.rawSet(outNumbers.removeFirst(), at: -2)
        }
    }

    /// Sets `_error`. Stack: [-0, +0, m]
    func keep(_ error: LuaError, of thread: LuaThread) {
        thread.balanced {
            guard (try? thread.reserve(4)) != nil else { return }
            // An entry that failed may be mended and run again with the `_` that it had.
            thread.push(error.value)
            thread.rawSetGlobal("_error")
        }
    }

    /// Whether `_` is neither nil nor what was put there.
    private func isAssigned(_ thread: LuaThread) -> Bool {
        defer { thread.pop() }
        guard thread.rawGetGlobal("_") != .nil else { return false }
        guard let shown else { return true }
        return !thread.isRawEqual(-1, to: shown)
    }
}
