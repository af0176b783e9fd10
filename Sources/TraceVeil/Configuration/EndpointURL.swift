/// What a URL must be that requests are sent to.
enum EndpointURL {
  /// The endpoint as given.
  ///
  /// - Throws: ``ExporterConfigurationError`` if it can be none.
  static func checked(_ endpoint: String) throws(ExporterConfigurationError) -> String {
    let schemes = ["http://", "https://"]
    guard let scheme = schemes.first(where: { endpoint.lowercased().hasPrefix($0) }) else {
      throw ExporterConfigurationError(property: "endpoint", reason: "it must begin with http:// or https://")
    }
    let authority = endpoint.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    guard !authority.isEmpty, !authority.hasPrefix(":") else {
      throw ExporterConfigurationError(property: "endpoint", reason: "it names no host")
    }
    guard !authority.contains("@") else {
      throw ExporterConfigurationError(
        property: "endpoint",
        reason: "it holds a user name; send an Authorization header instead"
      )
    }
    guard endpoint.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw ExporterConfigurationError(property: "endpoint", reason: "it holds characters no URL may hold")
    }
    return endpoint
  }
}
