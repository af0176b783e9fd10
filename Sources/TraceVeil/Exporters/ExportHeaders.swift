import NIOHTTP1

/// The headers that every request of an exporter has, as far as they come from its configuration.
enum ExportHeaders {
  /// About the framing and the encoding of a request. Only the exporter sets them.
  static let reservedNames: Set<String> = [
    "connection", "content-encoding", "content-length", "content-type", "expect", "keep-alive", "te",
    "trailer", "transfer-encoding", "upgrade",
  ]

  /// - Parameter name: In lower case.
  static func isReserved(_ name: String) -> Bool {
    reservedNames.contains(name) || name == HopCount.header || name == "host" || name.hasPrefix("grpc-")
  }

  static let userAgent =
    "TraceVeil/\(LibraryVersion.current) OTel-OTLP-Exporter-Swift/\(LibraryVersion.current)"

  /// The configured headers, and `User-Agent`. A configured one replaces TraceVeil's, as the specification demands.
  /// - Parameter isReserved: Whether a name, in lower case, is reserved by the transport.
  static func configured(
    _ configuration: OTLPExporterConfiguration,
    isReserved: (String) -> Bool = { _ in false }
  ) throws(ExporterConfigurationError) -> HTTPHeaders {
    var headers = HTTPHeaders()
    for (name, value) in configuration.headers {
      guard HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value) else {
        throw ExporterConfigurationError(property: "headers", reason: "a header is not valid in HTTP")
      }
      let lower = name.lowercased()
      guard !reservedNames.contains(lower), lower != HopCount.header, !isReserved(lower) else {
        throw ExporterConfigurationError(property: "headers", reason: "the exporter itself sets \(name)")
      }
      headers.add(name: name, value: value)
    }
    if !headers.contains(name: "User-Agent") { headers.add(name: "User-Agent", value: userAgent) }
    return headers
  }

  /// Names, in lower case, that a request cannot bring: those that are configured, and those that only the exporter sets.
  ///
  /// What the operator has configured is theirs: a sender that could replace it would choose its tenant.
  static func own(_ configuration: OTLPExporterConfiguration) -> Set<String> {
    reservedNames.union(configuration.headers.map { $0.0.lowercased() })
  }
}
