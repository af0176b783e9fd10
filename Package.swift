// swift-tools-version:6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Only where the trait is on, so that nobody else needs the library.
let libdeflate: Target.Dependency = .target(name: "CLibdeflate", condition: .when(traits: ["Libdeflate"]))

// What `make package` makes: a program with Swift's libraries in it, so that it runs where there are none, and small.
let isPackaged = Context.environment["TRACEVEIL_PACKAGE"] == "1"
let packaged: [LinkerSetting] =
  isPackaged
  ? [
    .unsafeFlags(
      ["-static-stdlib", "-ld-path=\(Context.packageDirectory)/Scripts/package-linker.py"]
        + ["-l_FoundationCShims", "-l_FoundationCollections"]
        // lld folds functions that are the same, and packs relocations.
        + ["--no-export-dynamic", "--icf=all", "-zpack-relative-relocs", "-O2", "-znow"]
        .flatMap { ["-Xlinker", $0] }
    )
  ] : []
// The Makefile has the package compiled for size; what is called for each byte and field stays fast.
let fast = strict + (isPackaged ? [.unsafeFlags(["-Xfrontend", "-O"])] : [])

let package = Package(
  name: "traceveil",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "OTLP", targets: ["OTLP"]),
    .library(name: "Redaction", targets: ["Redaction"]),
    .library(name: "TraceVeil", targets: ["TraceVeil"]),
    .library(name: "TraceVeilTestSupport", targets: ["TraceVeilTestSupport"]),
    .executable(name: "traceveil", targets: ["traceveil-cli"]),
  ],
  traits: [
    .trait(name: "Libdeflate", description: "Compresses with libdeflate instead of zlib.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // C: the system's libraries, the generated protocol code, the byte scanner.
    .systemLibrary(
      name: "CZlib",
      pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
    ),
    .systemLibrary(
      name: "CZstd",
      pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]
    ),
    .systemLibrary(
      name: "CLZ4",
      pkgConfig: "liblz4",
      providers: [.apt(["liblz4-dev"]), .brew(["lz4"])]
    ),
    .systemLibrary(
      name: "CLibdeflate",
      pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]
    ),
    .systemLibrary(
      name: "CProtobufC",
      pkgConfig: "libprotobuf-c",
      providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]
    ),
    .systemLibrary(
      name: "CYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(
      name: "RE2Library",
      providers: [.apt(["libre2-dev"]), .brew(["re2"])]
    ),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CScheduling"),
    .target(name: "COTLP", dependencies: ["CProtobufC"]),
    // The link is named here because C++ does not import the module that names it.
    .target(name: "CRE2", dependencies: ["RE2Library"], linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CScanner"),
    .target(name: "CChecksum"),
    // The weights are a part of the program: weights.S names their file.
    .target(name: "CTagger", exclude: ["weights"], cSettings: [.headerSearchPath("weights")]),
    .target(name: "CCrash"),

    // Swift: messages, texts, pipeline, command line. Imports point upwards only.
    .target(name: "JSON", swiftSettings: fast),
    .target(name: "YAML", dependencies: ["CYAML"], swiftSettings: strict),
    .target(name: "Store", dependencies: ["CChecksum"], swiftSettings: strict),
    .target(name: "ProtobufWire", dependencies: ["CMalloc", "CProtobufC"], swiftSettings: fast),
    .target(
      name: "OTLP",
      dependencies: [
        "CChecksum", "CLZ4", "COTLP", "CProtobufC", "CZlib", "CZstd", "JSON", "ProtobufWire", libdeflate,
      ],
      swiftSettings: fast
    ),
    .target(
      name: "Redaction",
      dependencies: [
        "CMalloc", "CRE2", "CScanner", "CTagger", "JSON", "YAML",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: fast
    ),
    .target(
      name: "HTTPServer",
      dependencies: [
        "CScheduling",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TraceVeil",
      dependencies: [
        "JSON", "OTLP", "ProtobufWire", "Redaction", "Store",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: fast
    ),
    // For tests of programs that use the library.
    .target(name: "TraceVeilTestSupport", dependencies: ["OTLP", "TraceVeil"], swiftSettings: strict),
    // The gateway and the commands that redact. It does not import the bench, nor the other way round.
    .target(
      name: "TraceVeilGateway",
      dependencies: [
        "CCrash", "CMalloc", "HTTPServer", "JSON", "OTLP", "ProtobufWire", "Redaction", "Store", "TraceVeil",
        "YAML",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "TraceVeilBench",
      dependencies: [
        "CZlib", "CZstd", "HTTPServer", "OTLP", "Redaction", "Store", "TraceVeil", "Workload",
        libdeflate,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "traceveil-cli",
      dependencies: [
        "TraceVeil", "TraceVeilBench", "TraceVeilGateway",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict,
      linkerSettings: packaged
    ),

    // The examples of MLflow's page on redaction, with the library.
    .executableTarget(
      name: "PageExamples",
      dependencies: ["OTLP", "Redaction", "TraceVeil", .product(name: "Logging", package: "swift-log")],
      path: "Examples/RedactingSensitiveData",
      swiftSettings: strict
    ),

    // What `traceveil bench` sends and how it checks what arrives. It shares no code with what it measures.
    .target(name: "Workload", path: "Benchmarks/Workload", swiftSettings: strict),
    // The stages of a worker alone, for profilers: without NIO, so that it is built in no time.
    .executableTarget(
      name: "traceveil-microbench",
      dependencies: ["OTLP", "ProtobufWire", "Redaction", "TraceVeil", "Workload"],
      path: "Benchmarks/Micro",
      exclude: ["baseline.json", "check.py"],
      swiftSettings: strict
    ),

    .target(
      name: "TestSupport",
      dependencies: [
        "OTLP", "Redaction", "TraceVeil",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict
    ),
    // Counts calls of malloc, for tests of what must not allocate.
    .target(name: "AllocationCount", path: "Tests/AllocationCount"),
    // What holds for every text: for the fuzzer, and for the tests of its corpus.
    .target(
      name: "RedactionInvariants",
      dependencies: ["CScanner", "Redaction"],
      path: "Tests/Fuzz/Sources/RedactionInvariants",
      swiftSettings: strict
    ),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(name: "YAMLTests", dependencies: ["YAML"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["CChecksum", "Store"], swiftSettings: strict),
    .testTarget(
      name: "OTLPTests",
      dependencies: ["OTLP", "COTLP", "CProtobufC", "ProtobufWire"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RedactionTests",
      dependencies: [
        "AllocationCount", "CRE2", "CScanner", "CTagger", "JSON", "Redaction", "RedactionInvariants",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "HTTPServerTests",
      dependencies: [
        "CScheduling", "HTTPServer", "TestSupport",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TraceVeilTests",
      dependencies: [
        "JSON", "OTLP", "PageExamples", "Redaction", "Store", "TestSupport", "TraceVeil",
        "TraceVeilTestSupport",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHPACK", package: "swift-nio-http2"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTP2", package: "swift-nio-http2"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .testTarget(name: "WorkloadTests", dependencies: ["Workload"], swiftSettings: strict),
    .testTarget(
      name: "TraceVeilGatewayTests",
      dependencies: [
        "HTTPServer", "JSON", "OTLP", "Redaction", "Store", "TestSupport", "TraceVeil", "TraceVeilGateway",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "TraceVeilBenchTests",
      dependencies: [
        "HTTPServer", "OTLP", "TestSupport", "TraceVeilBench", "Workload",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
