/// A profile of the file that AWS's tools share: `[NAME]`, and below it `KEY = VALUE`.
enum AWSCredentialsFile {
  private static let property = "awsCredentialsFile"
  private static let maximumBytes = 1 << 20

  /// Reads the file, so it blocks. An error shows nothing of what is in it.
  static func credentials(_ path: String, profile: String) throws(ExporterConfigurationError)
    -> AWSCredentials
  {
    let text: String
    do throws(BoundedFile.Failure) {
      text = try BoundedFile.text(path, limit: maximumBytes)
    } catch {
      throw ExporterConfigurationError(property: property, reason: error.reason)
    }
    guard let values = values(of: profile, in: text) else {
      throw ExporterConfigurationError(
        property: property,
        reason: "it has no profile of the name that is set"
      )
    }
    guard let id = values["aws_access_key_id"], let key = values["aws_secret_access_key"] else {
      throw ExporterConfigurationError(
        property: property,
        reason: "the profile needs aws_access_key_id and aws_secret_access_key"
      )
    }
    let token = values["aws_session_token"]
    guard [id, key, token ?? "-"].allSatisfy({ !$0.isEmpty && HTTPFieldRules.isValue($0) }) else {
      throw ExporterConfigurationError(property: property, reason: "a key of the profile cannot be one")
    }
    return AWSCredentials(accessKeyID: id, secretAccessKey: key, sessionToken: token)
  }

  /// Nil for a profile that is not there.
  private static func values(of profile: String, in text: String) -> [String: String]? {
    var values: [String: String]?
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmingASCIIWhitespace()
      if line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        isInside = line.dropFirst().dropLast().trimmingASCIIWhitespace() == profile
        if isInside { values = values ?? [:] }
      } else if isInside, let equals = line.firstIndex(of: "=") {
        let name = line[..<equals].trimmingASCIIWhitespace().lowercased()
        values?[name] = String(line[line.index(after: equals)...].trimmingASCIIWhitespace())
      }
    }
    return values
  }
}
