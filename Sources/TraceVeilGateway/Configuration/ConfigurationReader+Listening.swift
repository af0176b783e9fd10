import OTLP
import TraceVeil

extension ConfigurationReader {
  /// `TRACEVEIL_HTTP_<SIGNAL>_PATHS`: paths besides those that are there anyway.
  mutating func receiverPaths() throws(ConfigurationError) -> ReceiverPaths {
    var configured: [Signal: [String]] = [:]
    var owners: [String: String] = [:]
    for signal in Signal.allCases {
      let key = "TRACEVEIL_HTTP_\(signal.rawValue.uppercased())_PATHS"
      for var path in try list(key) ?? [] {
        guard path.hasPrefix("/"), !path.contains(where: { "?#".contains($0) }),
          path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw error(key, "a path begins with a slash, and has no query and no blanks") }
        if path.hasSuffix("/") { path.removeLast() }
        guard owners.updateValue(key, forKey: path) == nil,
          ReceiverPaths().signal(path) ?? signal == signal
        else {
          throw error(key, "\(path.isEmpty ? "/" : path) is the path of another signal, or named twice")
        }
        configured[signal, default: []].append(path)
      }
    }
    return ReceiverPaths(configured)
  }

  /// `TRACEVEIL_TLS_*`: a certificate and its key, or neither.
  mutating func inboundTLS() throws(ConfigurationError) -> GatewayConfiguration.InboundTLS? {
    let certificate = try text(["TRACEVEIL_TLS_CERTIFICATE"])
    let key = try text(["TRACEVEIL_TLS_KEY"])
    let clientCA = try text(["TRACEVEIL_TLS_CLIENT_CA"])
    switch (certificate, key) {
    case (let certificate?, let key?):
      return .init(certificateFile: certificate, keyFile: key, clientCAFile: clientCA)
    case (_?, nil):
      throw error("TRACEVEIL_TLS_CERTIFICATE", "a certificate needs its key: TRACEVEIL_TLS_KEY is not set")
    case (nil, _?):
      throw error("TRACEVEIL_TLS_KEY", "a key needs its certificate: TRACEVEIL_TLS_CERTIFICATE is not set")
    case (nil, nil):
      guard clientCA == nil else {
        throw error("TRACEVEIL_TLS_CLIENT_CA", "client certificates need TRACEVEIL_TLS_CERTIFICATE and _KEY")
      }
      return nil
    }
  }

  /// Headers that are kept with the data. What belongs to one connection, or describes one body, cannot be.
  mutating func forwardedHeaders(_ access: AccessSettings) throws(ConfigurationError) -> [String] {
    let key = "TRACEVEIL_FORWARD_HEADERS"
    var names = try list(key)?.map { $0.lowercased() }
    if names == nil {
      names = ["x-mlflow-experiment-id", "x-mlflow-run-id", "x-mlflow-workspace", "x-scope-orgid"]
      record(key, names?.joined(separator: ",") ?? "", .default)
    }
    if names == ["none"] { names = [] }
    for name in names ?? [] {
      if name == "authorization" {
        throw error(key, "authorization is sent on only by TRACEVEIL_FORWARD_AUTHORIZATION=true")
      }
      guard HTTPFieldRules.isName(name), !HTTPFieldRules.isOfConnection(name), name != HopCount.header else {
        throw error(key, "\(name.prefix(64)) is not a header that can be sent on")
      }
    }
    let authorization = try boolean(["TRACEVEIL_FORWARD_AUTHORIZATION"])
    for file in [AccessSettings.tokensKey, AccessSettings.usersKey]
    where authorization && environment[file] != nil {
      warn("TRACEVEIL_FORWARD_AUTHORIZATION", "what is in \(file) is sent on to the destination")
    }
    if access.keysFile != nil, names?.contains(access.keyHeader) == true {
      throw error(
        key,
        "\(access.keyHeader) holds the keys of \(AccessSettings.keysKey), which are not sent on"
      )
    }
    var unique: [String] = []
    for name in (names ?? []) + (authorization ? ["authorization"] : []) where !unique.contains(name) {
      unique.append(name)
    }
    return unique
  }
}
