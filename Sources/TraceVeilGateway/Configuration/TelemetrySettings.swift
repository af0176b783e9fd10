import OTLP
import TraceVeil

/// Where the gateway's own metrics go.
struct TelemetrySettings: Sendable {
  static let endpointKey = "TRACEVEIL_TELEMETRY_ENDPOINT"

  var exporter: OTLPExporterConfiguration
  var interval: Duration
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
    return TelemetrySettings(exporter: exporter, interval: interval)
  }
}
