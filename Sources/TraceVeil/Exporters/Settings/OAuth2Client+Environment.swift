import JSON
import OTLP

extension OAuth2Client {
  /// The token URL, which switches the rest on.
  private static let urlOption = "OAUTH2_TOKEN_URL"

  /// Reads `TRACEVEIL_EXPORTER_OTLP_OAUTH2_*` of a signal, and of all. No standard variable says this.
  init?(of signal: Signal, _ reader: inout ConfigurationReader) throws(ConfigurationError) {
    func keys(_ option: String) -> [String] { OTLPExporterConfiguration.ownKeys(option, of: signal) }
    let url = try reader.read(
      keys(Self.urlOption),
      expected: "a URL",
      quoting: false,
      shown: { (try? OTLPEndpoint($0))?.shown ?? "***" },
      parse: { $0 }
    )
    let id = try reader.text(keys("OAUTH2_CLIENT_ID"))
    let secretFile = try reader.text(keys("OAUTH2_CLIENT_SECRET_FILE"))
    let scopes = try Self.scopes(keys("OAUTH2_SCOPES"), &reader)
    let parameters = try Self.parameters(keys("OAUTH2_PARAMS"), &reader)
    let method = try reader.optionalChoice(keys("OAUTH2_AUTH_METHOD"), as: Method.self)
    let options = [
      Self.urlOption, "OAUTH2_CLIENT_ID", "OAUTH2_CLIENT_SECRET_FILE", "OAUTH2_SCOPES", "OAUTH2_PARAMS",
      "OAUTH2_AUTH_METHOD",
    ]
    let environment = reader.environment
    guard let set = options.lazy.flatMap(keys).first(where: { environment[$0] != nil }) else { return nil }
    guard let url, let id, let secretFile else {
      let missing = url == nil ? options[0] : id == nil ? options[1] : options[2]
      throw reader.error(set, "OAuth 2 needs \(keys(missing)[1]), which is not set")
    }
    let urlKey = keys(Self.urlOption).first { environment[$0] != nil } ?? set
    let endpoint: OTLPEndpoint
    do throws(OTLPEndpoint.Invalid) {
      endpoint = try OTLPEndpoint(url)
    } catch {
      throw reader.error(urlKey, error.rawValue)
    }
    if endpoint.scheme == .http, !endpoint.isLoopback {
      reader.warn(urlKey, "the client's secret goes there without TLS")
    }
    self.init(tokenURL: endpoint.url, id: id, secretFile: secretFile)
    self.scopes = scopes
    self.parameters = parameters
    if let method { self.method = method }
    proxy = try ProxySettings(reading: &reader).server(for: endpoint.url)
  }

  /// Reads the scopes, with blanks between them, as they are sent, or commas.
  private static func scopes(
    _ keys: [String],
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> [String] {
    try reader.read(
      keys,
      expected: "scopes with blanks or commas between them",
      shown: { $0.joined(separator: " ") },
      parse: { text in
        let scopes = text.split { $0 == "," || $0 == " " }.map(String.init)
        // RFC 6749, section 3.3.
        let areValid = scopes.allSatisfy {
          $0.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
        }
        return areValid && !scopes.isEmpty ? scopes : nil
      }
    ) ?? []
  }

  private static func parameters(
    _ keys: [String],
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> [Parameter] {
    try reader.read(
      keys,
      expected: "a list of name=value pairs, percent-encoded",
      quoting: false,
      shown: { $0.map { "\($0.name)=***" }.joined(separator: ",") },
      parse: { text in
        let pairs = ConfigurationReader.items(text).map(parameter)
        return pairs.contains { $0 == nil } || pairs.isEmpty ? nil : pairs.compactMap { $0 }
      }
    ) ?? []
  }

  /// Nil also for a name that the exporter itself sends.
  private static func parameter(_ item: String) -> Parameter? {
    guard let equals = item.firstIndex(of: "="), let name = PercentEncoding.decode(item[..<equals]),
      let value = PercentEncoding.decode(item[item.index(after: equals)...]), !name.isEmpty,
      !["grant_type", "scope", "client_id", "client_secret"].contains(name)
    else { return nil }
    return Parameter(name: name, value: value)
  }
}

extension OTLPEndpoint {
  /// Whether what is sent there stays on this machine, by the name alone.
  var isLoopback: Bool { host == "localhost" || NetworkAddress(host)?.isLoopback == true }
}
