import OTLP

extension AWSSignature {
  /// AWS's own variables that are read where a destination is signed for; the rest are known and used by nothing.
  static let standardNames = [
    "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "AWS_SHARED_CREDENTIALS_FILE", "AWS_PROFILE",
  ]

  /// Reads `TRACEVEIL_EXPORTER_OTLP_SIGV4_*` of a signal, and of all, of which the service switches the rest on.
  init?(of signal: Signal, _ reader: inout ConfigurationReader) throws(ConfigurationError) {
    func keys(_ option: String) -> [String] { OTLPExporterConfiguration.ownKeys(option, of: signal) }
    reader.know(Self.standardNames)
    let service = try Self.word(keys("SIGV4_SERVICE"), &reader)
    var region = try Self.word(keys("SIGV4_REGION"), &reader)
    var file = try reader.text(keys("SIGV4_CREDENTIALS_FILE"))
    var profile = try reader.text(keys("SIGV4_PROFILE"))
    let environment = reader.environment
    guard let service else {
      let others = ["SIGV4_REGION", "SIGV4_CREDENTIALS_FILE", "SIGV4_PROFILE"].flatMap(keys)
      if let key = others.first(where: { environment[$0] != nil }) {
        throw reader.error(key, "signatures need \(keys("SIGV4_SERVICE")[1]), which is not set")
      }
      return nil
    }
    let serviceKey = keys("SIGV4_SERVICE").first { environment[$0] != nil } ?? keys("SIGV4_SERVICE")[1]
    if region == nil { region = try Self.word(["AWS_REGION", "AWS_DEFAULT_REGION"], &reader) }
    guard let region else {
      throw reader.error(serviceKey, "signatures need \(keys("SIGV4_REGION")[1]), or AWS_REGION")
    }
    if file == nil, profile == nil, let own = try Self.credentials(serviceKey, &reader) {
      self.init(region: region, service: service, source: .keys(own))
      return
    }
    if file == nil { file = try reader.text(["AWS_SHARED_CREDENTIALS_FILE"]) }
    if profile == nil { profile = try reader.text(["AWS_PROFILE"]) }
    guard let path = file ?? environment["HOME"].map({ "\($0)/.aws/credentials" }) else {
      throw reader.error(
        serviceKey,
        "there are no keys: set \(keys("SIGV4_CREDENTIALS_FILE")[1]), or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
      )
    }
    self.init(region: region, service: service, source: .file(path, profile: profile ?? "default"))
  }

  private static func word(_ keys: [String], _ reader: inout ConfigurationReader) throws(ConfigurationError)
    -> String?
  {
    try reader.read(
      keys,
      expected: "letters, digits and -",
      shown: { $0 },
      parse: { text in
        let isWord = text.utf8.allSatisfy { byte in
          let lower = byte | 0x20
          return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
        }
        return isWord ? text : nil
      }
    )
  }

  /// The keys of the environment; nil if there are none.
  private static func credentials(
    _ serviceKey: String,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) -> AWSCredentials? {
    func secret(_ key: String) throws(ConfigurationError) -> String? {
      try reader.read(
        [key],
        expected: "fit for a header",
        quoting: false,
        shown: { _ in "***" },
        parse: { HTTPFieldRules.isValue($0) ? $0 : nil }
      )
    }
    let id = try secret("AWS_ACCESS_KEY_ID")
    let key = try secret("AWS_SECRET_ACCESS_KEY")
    let token = try secret("AWS_SESSION_TOKEN")
    switch (id, key) {
    case (let id?, let key?):
      return AWSCredentials(accessKeyID: id, secretAccessKey: key, sessionToken: token)
    case (nil, nil): return nil
    default:
      throw reader.error(
        serviceKey,
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set together or not at all"
      )
    }
  }
}
