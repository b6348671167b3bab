import JSON
import ManagementAPI

/// One change of an object of the demo data: who gave which fields other values, and when.
struct DemoRevision {
    let time: UnixMilliseconds
    let author: Author
    let fields: JSONObject

    /// `moment` is an ISO 8601 date or date-time.
    init(_ moment: String, _ author: Author, _ fields: JSONObject = [:]) {
        time = DateText(moment.utf8)?.millisecondsSince1970 ?? 0
        self.author = author
        self.fields = fields
    }

    init(_ time: UnixMilliseconds, _ author: Author, _ fields: JSONObject = [:]) {
        self.time = time
        self.author = author
        self.fields = fields
    }
}
