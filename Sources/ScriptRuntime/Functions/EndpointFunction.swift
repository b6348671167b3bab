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
            let arguments = EndpointArguments(endpoint, target: target.client.settings.target)
            lua.push(function: { [endpoint, target, scheduler, observer] thread in
                if case .page(_, let paging) = endpoint.result {
                    let call = PageCall(
                        arguments: arguments, paging: paging, target: target.fixed, scheduler: scheduler,
                        observer: observer)
                    return try scheduler.wait(for: call.operation(arguments.parts(from: thread)), on: thread)
                }
                let target = target.fixed
                var request = try arguments.request(from: thread)
                request.task = scheduler.task(of: thread)?.number
                let reader = AnswerReader(request: request, client: target.client)
                let operation = CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
                    let results: Int
                    switch endpoint.result {
                    case .object, .page: results = try reader.pushObject(answer, on: thread)
                    case .acknowledgement: return reader.pushAcknowledgement(on: thread)
                    }
                    observer.note(endpoint, target, on: thread)
                    return results
                }
                return try scheduler.wait(for: operation, on: thread)
            })
        }
    }
}
