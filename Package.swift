// swift-tools-version:6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A Swift module of the house: its folder is `Sources/NAME`, and what it may import is its dependencies.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: ["Platform"] + dependencies, swiftSettings: swiftSettings)
}

/// The tests of one module, in `Tests/NAMETests`.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: ["Platform"] + dependencies, exclude: exclude, swiftSettings: swiftSettings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let tomlKit = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "ampsh",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "ampsh", targets: ["ampsh"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        .target(
            name: "CLua", path: "CLua", exclude: ["exported.list"],
            linkerSettings: [.linkedLibrary("lua5.4")]),
        .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
        .target(name: "CICUData"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "Platform", swiftSettings: swiftSettings),
        module("TextLayout"),
        module("Memory"),
        .target(
            name: "ScriptLibrary", dependencies: ["Platform"],
            resources: [.embedInCode("host"), .embedInCode("modules")], swiftSettings: swiftSettings),
        module("JSON", ["Memory"]),
        module("Secrets"),
        module("LuaBridge", ["CLua", "Memory"]),
        module("ManagementAPI", ["JSON", "TextLayout"]),
        module("Changes", ["ManagementAPI", "JSON"]),
        module("Ledger", ["Changes", "ManagementAPI", "JSON", grdb]),
        module("Reactor", [deque, heap]),
        module("APIClient", ["ManagementAPI", "JSON", "Memory", "Reactor", "Secrets", deque, logging]),
        module(
            "HTTPWire",
            ["APIClient", "ManagementAPI", "Memory", "Reactor", "Secrets", "CZlib", deque, nioSSL, nioTLS, swiftASN1]
                + nio),
        module("Sandbox", ["ManagementAPI", "JSON", grdb] + nio),
        module(
            "ScriptRuntime",
            [
                "LuaBridge", "ManagementAPI", "APIClient", "Changes", "JSON", "Memory", "Reactor", "ScriptLibrary",
                deque,
            ]),
        module("Terminal", ["CEdit", "TextLayout"]),
        module("Printing", ["LuaBridge", "Memory", "Terminal", "TextLayout"]),
        module("Repl", ["Printing", "LuaBridge", "Memory", "Secrets", "Terminal", "TextLayout"]),
        module("APICompletion", ["ScriptRuntime", "ManagementAPI", "LuaBridge", "JSON", "Repl", "Terminal"]),
        module(
            "ShellCommand",
            [
                "Changes", "JSON", "Ledger", "LuaBridge", "ManagementAPI", "Memory", "APIClient", "APICompletion",
                "HTTPWire",
                "Reactor", "Sandbox",
                "ScriptRuntime",
                "Secrets", "Terminal", "TextLayout", "Printing", "Repl", argumentParser, logging, tomlKit,
            ]),
        .executableTarget(name: "ampsh", dependencies: ["ShellCommand", "CICUData"], swiftSettings: swiftSettings),
        .target(
            name: "CompletionMeasure", dependencies: ["APICompletion", "ManagementAPI", "Repl", "Terminal"],
            path: "Benchmarks/CompletionMeasure", swiftSettings: swiftSettings),
        .target(name: "LuaFloor", path: "Benchmarks/LuaFloor", linkerSettings: [.linkedLibrary("lua5.4")]),
        .executableTarget(
            name: "HostMeasures",
            dependencies: [
                "APIClient", "CompletionMeasure", "JSON", "LuaBridge", "LuaFloor", "ManagementAPI", "Platform",
                "Reactor",
                "Sandbox", "ScriptRuntime",
            ],
            path: "Benchmarks/HostMeasures", swiftSettings: swiftSettings),

        .target(
            name: "TestSupport", dependencies: ["Platform", "JSON"], path: "Tests/TestSupport",
            swiftSettings: swiftSettings),
        tests("TextLayoutTests", ["TextLayout"]),
        tests("MemoryTests", ["Memory"]),
        tests("JSONTests", ["JSON", "Memory", "TestSupport"]),
        tests("LuaBridgeTests", ["LuaBridge", "Memory", "TestSupport"]),
        tests("ManagementAPITests", ["ManagementAPI", "JSON", "TestSupport"]),
        tests("ChangesTests", ["Changes", "ManagementAPI", "JSON", "Sandbox", "TestSupport"]),
        tests("LedgerTests", ["Ledger", "Changes", "ManagementAPI", "JSON", "TestSupport", grdb]),
        tests("ScriptLibraryTests", ["ScriptLibrary", "TestSupport"]),
        tests("ReactorTests", ["Reactor", "TestSupport"]),
        tests(
            "APIClientTests", ["APIClient", "Reactor", "ManagementAPI", "JSON", "Memory", "Secrets", "TestSupport"]),
        tests("HTTPWireTests", ["HTTPWire", "APIClient", "Reactor", "Memory", "Secrets", "TestSupport"] + nio),
        tests("SecretsTests", ["Secrets"]),
        tests("SandboxTests", ["Sandbox", "ManagementAPI", "JSON", "TestSupport", grdb]),
        tests(
            "ScriptRuntimeTests",
            ["ScriptRuntime", "LuaBridge", "ManagementAPI", "APIClient", "Reactor", "JSON", "Memory", "TestSupport"]),
        .executableTarget(
            name: "ReplDriver", dependencies: ["Platform", "LuaBridge", "Printing", "Repl", "ReplSupport", "Terminal"],
            path: "Tests/ReplDriver",
            swiftSettings: swiftSettings),
        tests("TerminalTests", ["Terminal", "TestSupport"]),
        .target(
            name: "PrintingSupport", dependencies: ["Printing", "LuaBridge", "Terminal"], path: "Tests/PrintingSupport",
            swiftSettings: swiftSettings),
        .target(
            name: "ReplSupport", dependencies: ["Repl", "LuaBridge"], path: "Tests/ReplSupport",
            swiftSettings: swiftSettings),
        tests(
            "PrintingTests", ["Printing", "LuaBridge", "Terminal", "TextLayout", "PrintingSupport", "TestSupport"]),
        tests(
            "ReplTests",
            [
                "Repl", "ReplSupport", "Printing", "PrintingSupport", "LuaBridge", "Terminal", "TextLayout",
                "TestSupport",
                "ReplDriver",
            ]),
        tests(
            "ShellCommandTests",
            [
                "ShellCommand", "Printing", "Repl", "Terminal", "LuaBridge", "ScriptRuntime", "APIClient", "HTTPWire",
                "Reactor",
                "Sandbox",
                "ManagementAPI", "JSON", "TestSupport",
            ]),
        tests(
            "APICompletionTests",
            ["APICompletion", "CompletionMeasure", "ScriptRuntime", "ManagementAPI", "Repl", "Terminal", "TestSupport"]),
        tests("EndToEndTests", ["TestSupport", "ManagementAPI", "JSON"]),
        tests(
            "ReliabilityTests",
            [
                "ShellCommand", "Printing", "Repl", "Terminal", "APIClient", "HTTPWire", "Reactor", "Sandbox",
                "ScriptRuntime",
                "LuaBridge",
                "ManagementAPI", "JSON", "TestSupport",
            ]),
    ]
)
