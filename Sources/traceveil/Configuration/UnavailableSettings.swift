import TraceVeil

/// Settings of the product that this version cannot honour. Asking for one is an error: a gateway that
/// ignored a policy, say, would let pass what its user forbade.
enum UnavailableSettings {
  static let names = [
    "TRACEVEIL_PRESIDIO_URL", "TRACEVEIL_PRESIDIO_ENTITIES", "TRACEVEIL_PRESIDIO_TIMEOUT",
  ]

  /// The reason in every such error.
  static let reason = "not available in this version"

  static func refuse(in reader: inout ConfigurationReader) throws(ConfigurationError) {
    reader.know(names + ["TRACEVEIL_GRPC_LISTEN"])
    for name in names where reader.environment[name] != nil {
      throw reader.error(name, reason)
    }
    if let listen = reader.environment["TRACEVEIL_GRPC_LISTEN"], listen.lowercased() != "none" {
      throw reader.error("TRACEVEIL_GRPC_LISTEN", "OTLP over gRPC is \(reason)")
    }
  }
}
