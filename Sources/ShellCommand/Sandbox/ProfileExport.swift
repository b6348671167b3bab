import APIClient
import JSON
import ManagementAPI
import Reactor
import Sandbox
import ScriptRuntime
import Secrets
import Terminal

/// Reads what the lists of a profile's service have, for a sandbox. Nothing is written there: a gate refuses it.
struct ProfileExport {
    let settings: Settings
    let start: Startup
    let keyring: Keyring
    let console: Console

    /// All lists of objects, archived ones too, page by page, at the profile's rate.
    func read(_ profile: String) throws -> ImportFile {
        let reactor = try Reactor()
        let opener = TargetOpener(
            settings: settings, start: start, keyring: keyring, reactor: reactor, gates: { _ in Gates([.readOnly]) },
            notice: { [console] in console.errVisible("ampsh: \($0)\n") })
        let live = try TargetResolution(sources: start.sources, isMain: false)
            .profile(named: profile, origin: .call("--from"))
        let target = try opener.open(main: .live(live))
        var file = ImportFile()
        for resource in target.catalogue.resources(of: target.generation) where resource.tables.count == 1 {
            guard let list = resource.pagedList, list.items.kind?.identifyingField != nil else { continue }
            let count = try read(list.endpoint, list.paging, target, reactor, into: &file)
            if !settings.isQuiet {
                console.errVisible(
                    "read \(target.catalogue.count(count, of: resource.name)) of \(PastedKey.shown(profile))\n")
            }
        }
        return file
    }

    private func read(
        _ list: Endpoint, _ paging: Paging, _ target: APITarget, _ reactor: Reactor, into file: inout ImportFile
    ) throws -> Int {
        var query = [(paging.limit, "\(paging.greatestLimit)")]
        if case .askedFor(let parameter) = paging.deleted { query.append((parameter, "true")) }
        var pager = Pager()
        var cursor: String?
        var count = 0
        var number = 0
        repeat {
            let request = try RequestBuilder.request(
                for: list, query: query + (cursor.map { [(paging.cursor, $0)] } ?? []))
            let text = try answer(to: request, target, reactor)
            let page = try JSONValue(parsing: text, surrogates: .replaced)
            number += 1
            count += page[paging.wrapper]?.arrayValue?.count ?? 0
            try file.read(page.encoded(), named: "\(list.resource), page \(number)")
            cursor = try pager.next(after: page[paging.nextCursor])
        } while cursor != nil
        return count
    }

    private func answer(to request: APIRequest, _ target: APITarget, _ reactor: Reactor) throws -> [UInt8] {
        var result: Result<Answer, APIError>?
        target.client.perform(request) { result = $0 }
        while result == nil { reactor.turn() }
        guard let answer = try result?.get(), case .json(let text) = answer.body else {
            throw ProfileExportError(path: request.pathForMessages)
        }
        return text
    }
}

/// A list was answered by what is no list.
struct ProfileExportError: Error, CustomStringConvertible {
    let path: String

    var description: String { "\(path) did not answer a list" }
}
