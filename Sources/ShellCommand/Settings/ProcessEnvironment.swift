import Platform

/// The environment of this process, for those that ask for single variables.
struct ProcessEnvironment {
    /// The value of a variable, repaired where it is no UTF-8.
    func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The variables of `names` that are set.
    func values(of names: some Sequence<String>) -> [String: String] {
        var values: [String: String] = [:]
        for name in names { values[name] = variable(name) }
        return values
    }

    /// The home folder of the user's account.
    var accountHome: String? {
        guard let entry = getpwuid(getuid()), let folder = entry.pointee.pw_dir else { return nil }
        return String(cString: folder)
    }
}
