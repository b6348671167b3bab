import ManagementAPI

/// A list of a service, page by page: what `each` and `all` go over.
struct PageSource {
    let endpoint: Endpoint
    /// The field of an answer that holds the items.
    let wrapper: String
    let target: APITarget
    let meter: WorkMeter
    let observer: AnswerObserver

    /// The same at the service of this moment.
    var fixed: PageSource {
        PageSource(endpoint: endpoint, wrapper: wrapper, target: target.fixed, meter: meter, observer: observer)
    }
}
