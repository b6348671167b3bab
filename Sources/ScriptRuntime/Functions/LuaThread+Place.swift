import LuaBridge

extension LuaThread {
    /// Where the code stands that called the function that runs: `kill_switch.lua:52`; nil where it is not Lua's.
    var place: String? {
        location(level: 1).map { location in
            let file = location.source.split(separator: "/").last.map { String($0) } ?? location.source
            return "\(file):\(location.line)"
        }
    }
}
