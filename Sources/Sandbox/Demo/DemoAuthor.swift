extension Author {
    static let ida = Author(id: "30417", email: "ida@nordlys.example")
    static let omar = Author(id: "30422", email: "omar@nordlys.example")
    static let signe = Author(id: "30436", email: "signe@nordlys.example")
    static let mateo = Author(id: "41203", email: "mateo@tidemark.example")
    static let lin = Author(id: "41211", email: "lin@tidemark.example")
}
