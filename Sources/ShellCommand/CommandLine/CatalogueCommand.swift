import ArgumentParser

/// `ampsh catalogue`, read by swift-argument-parser.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ampsh catalogue", abstract: "Every call and every object type of the API.")

    @Flag(help: "As JSON, complete, for other programs.") var json = false
}
