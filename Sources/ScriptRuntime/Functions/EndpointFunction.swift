import APIClient
import LuaBridge
import ManagementAPI

/// The Lua function of one endpoint.
struct EndpointFunction {
    let endpoint: Endpoint
    let target: APITarget
    let scheduler: Scheduler

    /// Pushes the function. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        let arguments = EndpointArguments(endpoint, target: target.client.settings.target)
        lua.push(function: { [endpoint, target, scheduler] thread in
            let request = try arguments.request(from: thread)
            let reader = AnswerReader(request: request, target: target.client.settings.target)
            let operation = CallOperation(request, to: target, meter: scheduler.meter) { answer, thread in
                switch endpoint.result {
                case .page(_, let wrapper): try reader.pushPage(answer, wrapper: wrapper, on: thread)
                case .object: try reader.pushObject(answer, on: thread)
                case .acknowledgement: reader.pushAcknowledgement(on: thread)
                }
            }
            return try scheduler.wait(for: operation, on: thread)
        })
    }
}
