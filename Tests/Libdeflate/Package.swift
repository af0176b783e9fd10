// swift-tools-version:6.1
import PackageDescription

// The tests of gzip with the trait that nothing else turns on. Apart from the package proper, because there they
// could not be built without all the others, and what those need; the sources are links to the package's own.
let package = Package(
  name: "libdeflate-tests",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "traceveil", path: "../..", traits: ["Libdeflate"])],
  targets: [
    .testTarget(
      name: "LibdeflateTests",
      dependencies: [.product(name: "OTLP", package: "traceveil")],
      path: "Tests",
      swiftSettings: [.define("Libdeflate")]
    )
  ],
  swiftLanguageModes: [.v6]
)
