import ManagementAPI

/// A list of a service, page by page: what `each` and `all` go over.
struct PageSource {
    let endpoint: Endpoint
    /// How it is handed out.
    let paging: Paging
    let target: APITarget
    let meter: ProgressTracker
    let observer: AnswerObserver

    /// The same at the service of this moment.
    var fixed: PageSource {
        PageSource(endpoint: endpoint, paging: paging, target: target.fixed, meter: meter, observer: observer)
    }
}
