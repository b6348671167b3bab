import CEdit
import Platform

extension Console {
    /// Shows bytes through a pager, a line for `sh -c`, and comes back when it has ended.
    ///
    /// What cannot be shown so is written plainly. A pager that leaves before the end has done its work; any other odd
    /// end is told in one line on standard error.
    public func page(_ bytes: [UInt8], through command: String) throws(ConsoleError) {
        if let captured {
            captured.pagers.append(command)
            return try out(bytes)
        }
        eraseTransient()
        try flush()
        var status: Int32 = 0
        let failure = bytes.withUnsafeBytes { cedit_page(command, $0.baseAddress, $0.count, &status) }
        let name = TextFilter.visible(command, allowing: [])
        guard failure == 0 else {
            errVisible("ampsh: the pager \(name) could not be started: \(String(cString: strerror(failure)))\n")
            return try out(bytes)
        }
        let signal = status & 0x7F
        let code = (status >> 8) & 0xFF
        if signal != 0 {
            // SIGPIPE is a pager's own pipe that ended early.
            if signal != SIGPIPE { errVisible("ampsh: the pager \(name) was ended by signal \(signal)\n") }
        } else if code == 126 || code == 127 {
            errVisible("ampsh: the pager \(name) could not be run; set AMPSH_PAGER to one that exists, or empty\n")
            try out(bytes)
        } else if code != 0, code != 128 + SIGPIPE {
            errVisible("ampsh: the pager \(name) ended with code \(code)\n")
        }
    }
}
