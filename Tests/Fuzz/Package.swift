// swift-tools-version:6.1
import PackageDescription

// Apart from the package proper: everything here is built with libFuzzer, see run.sh.
let package = Package(
  name: "fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "traceveil", path: "../..")],
  targets: [
    .executableTarget(
      name: "FuzzDecoding",
      dependencies: [.product(name: "OTLP", package: "traceveil")]
    ),
    .executableTarget(
      name: "FuzzDecompression",
      dependencies: [.product(name: "OTLP", package: "traceveil")]
    ),
    .target(
      name: "RedactionInvariants",
      dependencies: [.product(name: "Redaction", package: "traceveil")]
    ),
    .executableTarget(name: "FuzzRedaction", dependencies: ["RedactionInvariants"]),
  ],
  swiftLanguageModes: [.v6]
)
