/// The record of an object is not what was kept there.
struct UnreadableRecord: Error {
    /// What such an object is called.
    let kind: String
    let id: Int64
}
