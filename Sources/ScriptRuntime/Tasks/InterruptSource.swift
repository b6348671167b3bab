/// What the scheduler and whoever hears the signals tell each other while a host function waits.
public struct InterruptSource {
    /// Readable when a signal came that ends waiting.
    public var wakeDescriptor: Int32?
    /// Empties the descriptor.
    public var drain: () -> Void
    /// How often the end of the code that runs was asked for, by Ctrl-C or another signal.
    public var presses: () -> Int
    /// Told when the host begins to wait, and is there to hear a second press (true), and when Lua code runs (false).
    public var hostWaits: (Bool) -> Void
    /// Told once for each interrupt, when reads were cancelled and changes that are on their way are waited for.
    public var sparesWrites: () -> Void

    /// Without arguments nobody ever interrupts from outside.
    public init(
        wakeDescriptor: Int32? = nil, drain: @escaping () -> Void = {}, presses: @escaping () -> Int = { 0 },
        hostWaits: @escaping (Bool) -> Void = { _ in }, sparesWrites: @escaping () -> Void = {}
    ) {
        self.wakeDescriptor = wakeDescriptor
        self.drain = drain
        self.presses = presses
        self.hostWaits = hostWaits
        self.sparesWrites = sparesWrites
    }
}
