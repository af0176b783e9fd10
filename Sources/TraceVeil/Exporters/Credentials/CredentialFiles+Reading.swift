import JSON

extension CredentialFiles {
  /// Names in lower case, as they are sent.
  typealias Headers = [(name: String, value: String)]

  /// The most bytes of each file, which also limits its memory.
  static let maximumBytes = 64 << 10
  /// More headers than anybody has.
  static let maximumHeaders = 64

  /// Reads the files, so it blocks. An error names the property, and shows nothing of what is in a file.
  func read() throws(ExporterConfigurationError) -> Headers {
    var all: Headers = []
    if let headers { all = try Self.headers(in: headers) }
    if let token { all = Self.replacing(all, "Bearer " + (try Self.line(of: token, "tokenFile"))) }
    if let user {
      let password = try Self.line(of: user.passwordFile, "passwordFile")
      all = Self.replacing(all, "Basic " + Base64.text(Array("\(user.name):\(password)".utf8)))
    }
    return all
  }

  private static func replacing(_ headers: Headers, _ authorization: String) -> Headers {
    headers.filter { $0.name != "authorization" } + [("authorization", authorization)]
  }

  private static func headers(in path: String) throws(ExporterConfigurationError) -> Headers {
    var headers: Headers = []
    for (number, line) in try text(of: path, "headersFile").split(
      omittingEmptySubsequences: false,
      whereSeparator: \.isNewline
    ).enumerated() {
      let line = line.trimmingASCIIWhitespace()
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else {
        throw ExporterConfigurationError(
          property: "headersFile",
          reason: "line \(number + 1) is not NAME: VALUE"
        )
      }
      let name = line[..<colon].lowercased()
      let value = String(line[line.index(after: colon)...].trimmingASCIIWhitespace())
      guard HTTPFieldRules.isName(name), HTTPFieldRules.isValue(value) else {
        throw ExporterConfigurationError(property: "headersFile", reason: "line \(number + 1) is no header")
      }
      guard !ExportHeaders.isReserved(name) else {
        throw ExporterConfigurationError(property: "headersFile", reason: "the exporter itself sets \(name)")
      }
      headers.append((name, value))
    }
    // One that is being written, or was emptied by mistake: a sender's headers would take the place of what was in it.
    guard !headers.isEmpty else {
      throw ExporterConfigurationError(property: "headersFile", reason: "it holds no header")
    }
    guard headers.count <= maximumHeaders else {
      throw ExporterConfigurationError(
        property: "headersFile",
        reason: "it holds more than \(maximumHeaders) headers"
      )
    }
    return headers
  }

  /// A line that is valid in a header.
  static func line(of path: String, _ property: String) throws(ExporterConfigurationError) -> String {
    let line = String(try text(of: path, property).trimmingASCIIWhitespace())
    guard !line.isEmpty, HTTPFieldRules.isValue(line) else {
      throw ExporterConfigurationError(
        property: property,
        reason: "the file must hold one line that is fit for a header"
      )
    }
    return line
  }

  private static func text(of path: String, _ property: String) throws(ExporterConfigurationError) -> String {
    do throws(BoundedFile.Failure) {
      return try BoundedFile.text(path, limit: maximumBytes)
    } catch {
      throw ExporterConfigurationError(property: property, reason: error.reason)
    }
  }
}
