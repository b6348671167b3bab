import JSON
import LuaBridge
import ManagementAPI

/// The global `catalogue`: what `ampsh catalogue --json` prints, as tables that can only be read.
struct CatalogueTable {
    /// The fields of an item by which a list is read too.
    static let itemNames = ["name", "function"]

    let catalogue: Catalogue
    let generation: Generation

    /// Pushes it; it is made when somebody reads it first. Stack: [-0, +1, m]
    func push(on lua: LuaThread) {
        lua.balanced(pushes: 1) {
            LuaReadOnlyView.push(on: lua) { [catalogue, generation] thread in
                let text = Array(catalogue.json(of: generation).description.utf8)
                try text.withUnsafeBytes { (bytes) throws -> Void in try LuaJSONReader.push(bytes, on: thread) }
                return .one
            }
        }
    }
}
