import APIClient

extension KeySearch {
    /// The answer without the key, for servers that say back what they were sent.
    func removed(from response: HTTPResponse) -> HTTPResponse {
        var response = response
        for place in response.headers.indices {
            let (name, value) = response.headers[place]
            let (hasName, hasValue) = (finds(in: name), finds(in: value))
            if hasName || hasValue {
                response.headers[place] = (hasName ? description : name, hasValue ? description : value)
            }
        }
        if let clean = removed(from: response.body) { response.body = clean }
        return response
    }
}
