import JSON

// Parts of a target that are read, and written again with something else in them.
extension RequestTarget {
  /// What a request line names: a path, or a whole address of HTTP.
  static func parts(ofRequestLine text: String) -> (authority: Substring?, target: Substring) {
    guard !text.hasPrefix("/"), let colon = text.firstIndex(of: ":"),
      ["http", "https"].contains(text[..<colon].lowercased()), text[colon...].hasPrefix("://")
    else { return (nil, text[...]) }
    let rest = text[colon...].dropFirst(3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest[authority.endIndex...]
    return (authority, path.hasPrefix("/") ? path : "/" + path)
  }

  struct Parameter: Hashable {
    var name: String
    var value: String
  }

  /// The parameters of the query, as forms encode them: `+` is a blank.
  var parameters: [Parameter] {
    query.split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(name: Self.ofForm(halves[0]), value: halves.count > 1 ? Self.ofForm(halves[1]) : "")
    }
  }

  /// The segment behind the last slash of the path, decoded.
  var lastSegment: String? {
    path.split(separator: "/", omittingEmptySubsequences: false).last.map { Self.decoded($0.utf8) }
  }

  /// Decoded, what stands behind `traces/<trace>/artifacts`; nil where nothing does.
  var fileOfTrace: String? {
    let segments = Self.decoded(path.utf8).split(separator: "/")
    let folder = segments.indices.dropFirst(2).first { index in
      segments[index - 2].lowercased() == "traces" && segments[index].lowercased() == "artifacts"
    }
    guard let folder, folder + 1 < segments.endIndex else { return nil }
    return segments[(folder + 1)...].joined(separator: "/")
  }

  func replacing(parameters: [Parameter]) -> RequestTarget? {
    let pairs = parameters.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
    return RequestTarget("\(path)?\(pairs.joined(separator: "&"))")
  }

  func replacing(lastSegment: String) -> RequestTarget? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return RequestTarget(path[...slash] + PercentEncoding.encode(lastSegment) + raw[path.endIndex...])
  }

  private var path: Substring { raw.prefix { $0 != "?" } }
  private var query: Substring { raw[path.endIndex...].dropFirst() }

  private static func ofForm(_ text: Substring) -> String {
    decoded(text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 })
  }

  private static func decoded(_ text: some Sequence<UInt8>) -> String {
    String(decoding: PercentEncoding.decode(Array(text)), as: UTF8.self)
  }
}
