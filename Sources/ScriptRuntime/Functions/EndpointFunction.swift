import APIClient
import LuaBridge
import ManagementAPI

/// The Lua function of one endpoint.
struct EndpointFunction {
    let endpoint: Endpoint
    let target: APITarget
    let scheduler: Scheduler
    let observer: AnswerObserver

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            let arguments = arguments(of: endpoint)
            lua.push(function: { [self, arguments] thread in
                // A function that code has kept follows its target to another generation.
                guard target.generation != endpoint.generation else { return try call(arguments, on: thread) }
                return try call(self.arguments(of: OtherGeneration.endpoint(endpoint.id, in: target)), on: thread)
            })
        }
    }

    private func arguments(of endpoint: Endpoint) -> EndpointArguments {
        EndpointArguments(endpoint, in: target.catalogue, target: target.client.settings.target)
    }

    private func call(_ arguments: EndpointArguments, on thread: LuaThread) throws -> LuaReturn {
        let (endpoint, target) = (arguments.endpoint, target.fixed)
        let parts = try arguments.parts(from: thread)
        for doubt in parts.doubts {
            target.client.note(
                doubt: doubt.kind.description, about: doubt.path.withoutIndices.description, of: endpoint.id)
        }
        if case .page(_, let paging) = endpoint.result {
            let call = PageCall(
                arguments: arguments, paging: paging, target: target, scheduler: scheduler, observer: observer)
            return try scheduler.wait(for: call.operation(parts), on: thread)
        }
        var request = try arguments.request(of: parts)
        request.task = scheduler.task(of: thread)?.number
        if endpoint.mutates { request.place = thread.place }
        let reader = AnswerReader(request: request, client: target.client)
        let operation = CallOperation(request, to: target, meter: scheduler.meter) { [observer] answer, thread in
            let results: Int
            switch endpoint.result {
            case .object, .page: results = try reader.pushObject(answer, on: thread)
            case .array: results = try reader.pushArray(answer, on: thread)
            case .acknowledgement: return reader.pushAcknowledgement(on: thread)
            }
            observer.note(endpoint, target, on: thread)
            return results
        }
        return try scheduler.wait(for: operation, on: thread)
    }
}
