import JSON
import OTLP
import TraceVeil

/// Where the gateway's own metrics go.
struct TelemetrySettings: Sendable {
  static let endpointKey = "TRACEVEIL_TELEMETRY_ENDPOINT"

  var exporter: OTLPExporterConfiguration
  var interval: Duration
  /// Attributes of the resource that the metrics are of, besides those that are always there.
  var resource: [(name: String, value: String)] = []
}

/// How the metrics are sent.
private enum TelemetryProtocol: String, CaseIterable {
  case grpc
  case httpProtobuf = "http/protobuf"
  case httpJSON = "http/json"

  var wireProtocol: OTLPExporterConfiguration.WireProtocol {
    switch self {
    case .grpc: .grpc
    case .httpProtobuf: .httpProtobuf
    case .httpJSON: .httpJSON
    }
  }
}

extension ConfigurationReader {
  /// `TRACEVEIL_TELEMETRY_*`; nil without an endpoint. All else about the way is that of `OTEL_EXPORTER_OTLP_METRICS_*`, but for
  /// headers and credentials: those of a destination are for nobody else, and this may be another server.
  mutating func telemetry() throws(ConfigurationError) -> TelemetrySettings? {
    let key = TelemetrySettings.endpointKey
    let text = try read(
      [key],
      expected: "a URL",
      quoting: false,
      shown: { (try? OTLPEndpoint($0))?.shown ?? "***" },
      parse: { $0 }
    )
    let headersKey = "TRACEVEIL_TELEMETRY_HEADERS"
    let headers = try headers([headersKey])
    let spoken = try choice(["TRACEVEIL_TELEMETRY_PROTOCOL"], default: TelemetryProtocol.httpProtobuf)
    let resource = try telemetryResource()
    let interval = try duration(
      ["TRACEVEIL_TELEMETRY_INTERVAL"],
      default: .seconds(60),
      in: 100...86_400_000
    )
    guard let text else {
      guard environment[headersKey] == nil else { throw self.error(headersKey, "it needs \(key)") }
      return nil
    }
    let url: String
    do throws(OTLPEndpoint.Invalid) {
      url = try OTLPEndpoint(text).url
    } catch {
      throw self.error(key, error.rawValue)
    }
    var exporter = try OTLPExporterConfiguration(signal: .metrics, url: url, reading: &self)
    exporter.headers = headers
    exporter.credentials = CredentialFiles()
    (exporter.oauth2, exporter.signature) = (nil, nil)
    exporter.wireProtocol = spoken.wireProtocol
    if spoken == .grpc { try exporter.refuseProxy(self) }
    return TelemetrySettings(exporter: exporter, interval: interval, resource: resource)
  }

  /// `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`: of the gateway's own metrics, and of nothing that passes through.
  private mutating func telemetryResource() throws(ConfigurationError) -> [(name: String, value: String)] {
    let service = try self.text(["OTEL_SERVICE_NAME"])
    var resource =
      try read(
        ["OTEL_RESOURCE_ATTRIBUTES"],
        expected: "a list of key=value pairs, percent-encoded",
        quoting: false,
        shown: { $0.map(\.name).joined(separator: ",") },
        parse: Self.resourceAttributes
      ) ?? []
    if let service {
      resource.removeAll { $0.name == "service.name" }
      resource.append(("service.name", service))
    }
    return resource
  }

  /// Nil where one of the pairs is none: the specification discards all of them then.
  private static func resourceAttributes(_ text: String) -> [(name: String, value: String)]? {
    var attributes: [(name: String, value: String)] = []
    for item in text.split(separator: ",") {
      let pair = item.trimmingASCIIWhitespace().split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard pair.count == 2, let name = PercentEncoding.decode(pair[0].trimmingASCIIWhitespace()),
        let value = PercentEncoding.decode(pair[1].trimmingASCIIWhitespace()), !name.isEmpty
      else { return nil }
      attributes.removeAll { $0.name == name }
      attributes.append((name, value))
    }
    return attributes
  }
}
