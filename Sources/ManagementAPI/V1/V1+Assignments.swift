extension V1 {
    /// The deployments that one flag or experiment is served from.
    struct Assignments {
        let member: Family.Member

        init(_ member: Family.Member) { self.member = member }

        private var name: String { "\(member.resource).deployments" }
        private var path: String { "/\(member.resource)/{id}/deployments" }
        private var id: Parameter { V1.id(of: member) }
        private var subject: Subject { Subject(readBy: "\(member.resource).get") }

        var resource: Resource {
            Resource(
                name, .v1, help: "The deployments that \(member.article) is served from.",
                endpoints: [list, add, remove])
        }

        private var list: Endpoint {
            Endpoint(
                "\(name).list", .v1, .get, PathTemplate(path),
                parameters: [id], result: .array(of: .object(deployment)), isIdempotent: true,
                view: .references("deployments"),
                summary: "Lists the deployments that \(member.article) is served from.", source: page("GET \(path)"),
                example: #"\#(name).list("90211")"#)
        }

        private var add: Endpoint {
            Endpoint(
                "\(name).add", .v1, .post, PathTemplate(path),
                parameters: [
                    id,
                    Parameter(
                        "deployments", in: .body, .named, .array(of: .string(minLength: 1)), required: true,
                        means: .id(of: "deployments"),
                        help: "The deployments' ids. Strings. The array alone may stand for the table."),
                ],
                result: .acknowledgement, isIdempotent: true,
                subject: subject, effects: [.add(to: "deployments", from: "deployments")],
                summary: "Has more deployments serve \(member.article).", source: page("POST \(path)"),
                quirks: [acknowledgementQuirk], example: #"\#(name).add("90211", {"5521"})"#)
        }

        private var remove: Endpoint {
            Endpoint(
                "\(name).remove", .v1, .delete, PathTemplate("\(path)/{deploymentId}"),
                parameters: [id, deploymentID], result: .acknowledgement, isIdempotent: true,
                subject: subject, effects: [.remove(from: "deployments", item: "deploymentId")],
                summary: "Has a deployment serve \(member.article) no longer. The deployment itself stays.",
                source: page("DELETE \(path)/{deploymentId}"), quirks: [acknowledgementQuirk],
                example: #"\#(name).remove("90211", "5521")"#)
        }
    }
}
