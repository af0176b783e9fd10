import JSON

/// A request in the one form that both sides sign, however it travels. AWS calls it canonical.
struct CanonicalRequest: Sendable {
  let method: String
  /// The path as it is in the URL.
  let path: String
  /// The query as it is in the URL, without the question mark; nil for none.
  let query: String?
  /// The headers that are signed, in any order and case.
  let headers: [(name: String, value: String)]
  /// SHA-256 of the body, in hexadecimal.
  let bodyHash: String

  var text: String {
    let headers = sortedHeaders.map { "\($0.name):\($0.value)\n" }.joined()
    return """
      \(method)
      \(Self.canonical(path: path))
      \(Self.canonical(query: query ?? ""))
      \(headers)
      \(signedHeaders)
      \(bodyHash)
      """
  }

  /// Names in lower case, sorted, with semicolons between.
  var signedHeaders: String { sortedHeaders.map(\.name).joined(separator: ";") }

  /// A name that comes several times stands once, with its values in the order they came.
  private var sortedHeaders: [(name: String, value: String)] {
    var values: [String: [String]] = [:]
    for (name, value) in headers { values[name.lowercased(), default: []].append(Self.trimmed(value)) }
    return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
  }

  /// The value without blanks around it, and with one blank where there were several.
  private static func trimmed(_ value: String) -> String {
    value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
  }

  /// The canonical path. Every service but S3 normalizes the path, and encodes it once more.
  private static func canonical(path: String) -> String {
    var segments: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for part in parts {
      switch part {
      case "", ".": continue
      case "..": _ = segments.popLast()
      default: segments.append(part)
      }
    }
    let isFolder = ["", ".", ".."].contains(parts.last ?? "")
    let text = segments.map { PercentEncoding.encode($0) }.joined(separator: "/")
    return "/" + text + (isFolder && !segments.isEmpty ? "/" : "")
  }

  /// Sorted by encoded names, then values.
  private static func canonical(query: String) -> String {
    query.split(separator: "&").map { pair in
      let name = pair.prefix { $0 != "=" }
      let value = pair.dropFirst(name.count + 1)
      return (name: PercentEncoding.encode(decoded(name)), value: PercentEncoding.encode(decoded(value)))
    }
    .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
    .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  private static func decoded(_ text: Substring) -> String { PercentEncoding.decode(text) ?? String(text) }
}
