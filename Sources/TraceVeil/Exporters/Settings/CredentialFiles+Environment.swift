import OTLP

extension CredentialFiles {
  /// Reads `TRACEVEIL_EXPORTER_OTLP_{HEADERS_FILE,TOKEN_FILE,USERNAME,PASSWORD_FILE}` of a signal, and of all. No standard
  /// variable says this. Two ways to prove the same are a mistake: nobody should guess which one is in force.
  init(of signal: Signal, _ reader: inout ConfigurationReader) throws(ConfigurationError) {
    func keys(_ option: String) -> [String] { OTLPExporterConfiguration.ownKeys(option, of: signal) }
    self.init()
    headers = try reader.text(keys("HEADERS_FILE"))
    token = try reader.text(keys("TOKEN_FILE"))
    let name = try reader.text(keys("USERNAME"))
    let passwordFile = try reader.text(keys("PASSWORD_FILE"))
    func set(_ option: String) -> String {
      keys(option).first { reader.environment[$0] != nil } ?? keys(option)[0]
    }
    switch (name, passwordFile) {
    case (nil, nil): break
    case (let name?, let file?):
      guard !name.contains(":"), HTTPFieldRules.isValue(name) else {
        throw reader.error(set("USERNAME"), "a user's name cannot hold a colon: a password would begin there")
      }
      guard token == nil else {
        throw reader.error(set("TOKEN_FILE"), "and \(set("USERNAME")) both say who sends; set one")
      }
      user = User(name: name, passwordFile: file)
    case (_?, nil):
      throw reader.error(set("USERNAME"), "a user needs a password: set \(keys("PASSWORD_FILE")[1])")
    case (nil, _?):
      throw reader.error(set("PASSWORD_FILE"), "a password needs its user: set \(keys("USERNAME")[1])")
    }
  }
}
