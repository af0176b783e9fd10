import TraceVeil

/// Settings of the product that this version cannot honour. Asking for one is an error: a gateway that
/// ignored a policy, say, would let pass what its user forbade.
enum UnavailableSettings {
  /// The reason in every such error.
  static let reason = "not available in this version"

  static func refuse(in reader: inout ConfigurationReader) throws(ConfigurationError) {
    reader.know(["TRACEVEIL_GRPC_LISTEN"])
    if let listen = reader.environment["TRACEVEIL_GRPC_LISTEN"], listen.lowercased() != "none" {
      throw reader.error("TRACEVEIL_GRPC_LISTEN", "OTLP over gRPC is \(reason)")
    }
  }
}
