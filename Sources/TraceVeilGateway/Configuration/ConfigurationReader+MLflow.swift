import OTLP
import TraceVeil

extension ConfigurationReader {
  private static let trackingURI = "TRACEVEIL_MLFLOW_TRACKING_URI"
  private static let experimentID = "TRACEVEIL_MLFLOW_EXPERIMENT_ID"
  private static let experimentName = "TRACEVEIL_MLFLOW_EXPERIMENT_NAME"
  private static let credentialKeys = CredentialKeys("TRACEVEIL_MLFLOW_TRACKING", before: "MLFLOW_TRACKING")

  /// The MLflow server that traces go to. Its own settings without it are a mistake: nothing would use them.
  mutating func mlflowDestination() throws(ConfigurationError) -> MLflowDestination? {
    guard let uri = try trackingURI() else {
      var own = [
        Self.experimentID, Self.experimentName, "TRACEVEIL_MLFLOW_CREATE_EXPERIMENT",
        "TRACEVEIL_MLFLOW_WORKSPACE", "TRACEVEIL_MLFLOW_RUN_ID",
      ]
      own += Self.credentialKeys.own
      if let key = own.first(where: { environment[$0] != nil }) {
        throw error(key, "is about a destination that is not set: \(Self.trackingURI)")
      }
      let keys = Self.credentialKeys
      know(own + keys.username + keys.password + keys.token)
      return nil
    }
    var destination = MLflowDestination(trackingURI: uri)
    destination.transport = try OTLPExporterConfiguration(
      signal: .traces,
      url: uri,
      maximumConcurrentExports: MLflowDestination.defaultConcurrentExports,
      timeout: MLflowDestination.defaultTimeout,
      reading: &self
    )
    if try OTLPExporterConfiguration.wireProtocol(of: .traces, &self) != .httpProtobuf {
      let keys = OTLPExporterConfiguration.keys("PROTOCOL", of: .traces)
      try reject(keys.first { environment[$0] != nil } ?? keys[0], "MLflow takes OTLP over HTTP, as protobuf")
    }
    if case .zstd = destination.transport.compression {
      let keys = OTLPExporterConfiguration.keys("COMPRESSION", of: .traces)
      try reject(keys.first { environment[$0] != nil } ?? keys[0], "MLflow takes gzip or none")
      destination.transport.compression = .gzip(level: OTLPExporterConfiguration.defaultCompressionLevel)
    }
    destination.experiment = try experiment()
    destination.workspace = try headerValue("TRACEVEIL_MLFLOW_WORKSPACE")
    destination.runID = try headerValue("TRACEVEIL_MLFLOW_RUN_ID")
    destination.credentials = try credentials(Self.credentialKeys)
    if destination.credentials != nil {
      // Those of the files may be meant for another signal's server. What is said of MLflow itself counts.
      destination.transport.credentials.token = nil
      destination.transport.credentials.user = nil
      (destination.transport.oauth2, destination.transport.signature) = (nil, nil)
    }
    return destination
  }

  private mutating func trackingURI() throws(ConfigurationError) -> String? {
    know([Self.trackingURI])
    guard let text = environment[Self.trackingURI] else { return nil }
    let key = OTLPExporterConfiguration.keys("ENDPOINT", of: .traces)
      .first { $0.contains("_TRACES_") && environment[$0] != nil }
    if let key { throw error(key, "and \(Self.trackingURI) both say where traces go; set one") }
    let endpoint: OTLPEndpoint
    do throws(OTLPEndpoint.Invalid) {
      endpoint = try OTLPEndpoint(text)
    } catch {
      throw self.error(
        Self.trackingURI,
        error == .credentials
          ? "credentials do not belong in a URL; set TRACEVEIL_MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN"
          : error.rawValue
      )
    }
    guard endpoint.query == nil else {
      throw error(Self.trackingURI, "has a query, which has no meaning there")
    }
    record(Self.trackingURI, endpoint.shown, environment.source(of: Self.trackingURI))
    return endpoint.url
  }

  private mutating func experiment() throws(ConfigurationError) -> MLflowDestination.Experiment {
    let id = try read(
      [Self.experimentID],
      expected: "the number of an experiment (a blank one makes MLflow drop traces without a word)",
      shown: { $0 },
      parse: { MLflowDestination.isExperimentID($0) ? $0 : nil }
    )
    let name = try read(
      [Self.experimentName],
      expected: "the name of an experiment: not blank, 500 bytes at most",
      shown: { $0 },
      parse: { $0.utf8.count <= 500 && $0.contains { !$0.isWhitespace } ? $0 : nil }
    )
    let creates = try boolean(["TRACEVEIL_MLFLOW_CREATE_EXPERIMENT"])
    switch (id, name) {
    case (_?, _?):
      throw error(Self.experimentName, "and \(Self.experimentID) both name an experiment; set one")
    case (nil, let name?): return .name(name, creates: creates)
    case (let id, nil):
      if creates { throw error("TRACEVEIL_MLFLOW_CREATE_EXPERIMENT", "needs \(Self.experimentName)") }
      // The one that every server has.
      if id == nil { record(Self.experimentID, "0", .default) }
      return .id(id ?? "0")
    }
  }

  private mutating func headerValue(_ key: String) throws(ConfigurationError) -> String? {
    try read([key], expected: "fit for a header", shown: { $0 }, parse: Self.fieldValue)
  }
}
