import ManagementAPI
import Testing

struct RoutingTests {
    static let routes: [(method: HTTPMethod, path: String, id: String?, capture: String?)] = [
        (.get, "/experiments/list", "experiments.list", nil),
        (.get, "/experiments/90211", "experiments.get", "90211"),
        (.get, "/experiments/new", "experiments.get", "new"),
        (.post, "/experiments/new", "experiments.create", nil),
        (.post, "/experiments/new/activate", "experiments.activate", "new"),
        (.post, "/experiments/list/deactivate", "experiments.deactivate", "list"),
        (.post, "/experiments/a%2Fb%20c/rollout-weights", "experiments.set_rollout_weights", "a/b c"),
        (.get, "/experiments/%C3%A9%00", "experiments.get", "é\0"),
        (.get, "/experiments/a%2525", "experiments.get", "a%25"),
        (.get, "/deployments/list", "deployments.list", nil),
        (.post, "/experiments/list", nil, nil), (.get, "/experiments", nil, nil), (.get, "/experiments/", nil, nil),
        (.get, "/experiments/1/", nil, nil), (.get, "//experiments/1", nil, nil), (.get, "experiments/1", nil, nil),
        (.get, "", nil, nil), (.get, "/", nil, nil), (.get, "/experiments/1/2", nil, nil),
        (.post, "/experiments//activate", nil, nil),
        (.get, "/Experiments/list", nil, nil), (.get, "/deployments/1", nil, nil),
        (.delete, "/experiments/1", nil, nil),
        (.get, "/experiments/%", nil, nil), (.get, "/experiments/%4", nil, nil), (.get, "/experiments/%zz", nil, nil),
        (.get, "/experiments/%ff", nil, nil), (.get, "/experiments/%ED%A0%80", nil, nil),
    ]

    @Test(arguments: routes)
    func aPathFindsItsEndpointAndItsId(_ method: HTTPMethod, _ path: String, _ id: String?, _ capture: String?) {
        let route = Catalogue.all.route(method, path)
        #expect(route?.endpoint.id == id)
        #expect(route?.captures["id"] == capture)
    }

    /// The order of declaration must not decide.
    @Test func aLiteralSegmentBeatsACaptureWhicheverComesFirst() {
        let turned = Catalogue(
            resources: Catalogue.all.resources.reversed().map {
                Resource($0.name, $0.generation, help: $0.help, endpoints: $0.endpoints.reversed())
            })
        for catalogue in [Catalogue.all, turned] {
            #expect(catalogue.route(.get, "/experiments/list")?.endpoint.id == "experiments.list")
            #expect(catalogue.route(.get, "/experiments/listen")?.endpoint.id == "experiments.get")
        }
    }

    @Test func theMethodsOfAPathAreKnown() {
        #expect(Catalogue.all.methods(forPath: "/experiments/new") == [.get, .post])
        #expect(Catalogue.all.methods(forPath: "/experiments/1/activate") == [.post])
        #expect(Catalogue.all.methods(forPath: "/flags/list").isEmpty)
    }

    @Test func aTemplateIsFilledAndWrittenBack() {
        let template: PathTemplate = "/experiments/{id}/activate"
        #expect(template.description == "/experiments/{id}/activate")
        #expect(template.filled(["id": "a%2Fb"]) == "/experiments/a%2Fb/activate")
        #expect(template.filled([:]) == nil)
    }
}
