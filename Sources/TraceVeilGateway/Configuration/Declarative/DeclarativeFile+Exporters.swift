import JSON
import OTLP
import TraceVeil
import YAML

/// Exporters: where a signal goes.
extension DeclarativeFile {
  mutating func readExporter(
    of signal: Signal,
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) {
    let members = try members(of: node, path)
    guard members.count == 1 else { throw error(node, path, "must name one exporter") }
    let (name, node) = members[0]
    let path = "\(path).\(name)"
    switch name {
    case "console":
      set(signal.exporterKey, "console", node)
      for (name, member) in try self.members(of: node, path) {
        let path = "\(path).\(name)"
        guard signal == .metrics, Self.aboutMetrics.contains(name) else {
          throw error(member, path, "there is no such key")
        }
        try ignore(member, path)
      }
    case "otlp_http", "otlp_grpc":
      set(signal.exporterKey, "otlp", node)
      try readOTLP(of: signal, isGRPC: name == "otlp_grpc", node, path)
    default: throw error(node, path, "is not available; there are otlp_http, otlp_grpc and console")
    }
  }

  /// How an SDK sums up; what comes in has been summed up.
  private static let aboutMetrics = ["temporality_preference", "default_histogram_aggregation"]

  private mutating func readOTLP(
    of signal: Signal,
    isGRPC: Bool,
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) {
    // The standard names of the signal: the endpoint of the file is a whole URL, as theirs is.
    func key(_ option: String) -> String { OTLPExporterConfiguration.keys(option, of: signal)[2] }
    set(
      key("ENDPOINT"),
      isGRPC ? "http://localhost:4317" : "http://localhost:4318/v1/\(signal.rawValue)",
      node
    )
    set(key("PROTOCOL"), isGRPC ? "grpc" : "http/protobuf", node)
    var headers: [Header] = []
    var listed: [Header] = []
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      switch name {
      case "endpoint":
        guard let text = try text(of: member, path) else { continue }
        guard !text.isEmpty else { throw error(member, path, "must not be empty") }
        set(key("ENDPOINT"), text, member)
      case "compression":
        try readWord(["gzip", "zstd", "none"], key("COMPRESSION"), member, path)
      case "timeout":
        if let number = try number(of: member, path, from: 0) { set(key("TIMEOUT"), "\(number)", member) }
      case "encoding" where !isGRPC:
        try readWord(["protobuf", "json"], key("PROTOCOL"), after: "http/", member, path)
      case "max_request_size", "max_response_size":
        // A mistake in it is one all the same.
        _ = try number(of: member, path, from: name == "max_request_size" ? 0 : 1)
        try ignore(
          member,
          path,
          "has no effect: the gateway has limits of its own, and cuts what a destination refuses for its size"
        )
      case "tls": try readTLS(isGRPC: isGRPC, member, path, key)
      case "headers": headers = try readHeaders(member, path)
      case "headers_list": listed = try readHeaderList(member, path)
      case _ where signal == .metrics && Self.aboutMetrics.contains(name): try ignore(member, path)
      default: try refuse(member, path)
      }
    }
    listed.removeAll { pair in headers.contains { $0.name.lowercased() == pair.name.lowercased() } }
    let pairs = (headers + listed).map { "\($0.name)=\(PercentEncoding.encode($0.value))" }
    if !pairs.isEmpty { set(key("HEADERS"), pairs.joined(separator: ","), node) }
  }

  private mutating func readWord(
    _ words: [String],
    _ key: String,
    after prefix: String = "",
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) {
    guard let text = try text(of: node, path) else { return }
    guard words.contains(text) else {
      throw error(node, path, "must be one of \(words.joined(separator: ", "))")
    }
    set(key, prefix + text, node)
  }

  private mutating func readTLS(
    isGRPC: Bool,
    _ node: YAMLNode,
    _ path: String,
    _ key: (String) -> String
  ) throws(ConfigurationError) {
    let files = ["ca_file": "CERTIFICATE", "key_file": "CLIENT_KEY", "cert_file": "CLIENT_CERTIFICATE"]
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      if name == "insecure", isGRPC {
        if let flag = try flag(of: member, path) { set(key("INSECURE"), "\(flag)", member) }
      } else if let option = files[name] {
        guard let text = try text(of: member, path) else { continue }
        guard text.hasPrefix("/") else { throw error(member, path, "must be an absolute path") }
        set(key(option), text, member)
      } else {
        try refuse(member, path)
      }
    }
  }
}

/// Headers, which come as a list of mappings or as the text of the standard variable.
extension DeclarativeFile {
  private typealias Header = (name: String, value: String)

  private mutating func readHeaders(_ node: YAMLNode, _ path: String) throws(ConfigurationError) -> [Header] {
    var headers: [Header] = []
    for (place, entry) in try list(of: node, path).enumerated() {
      let path = "\(path)[\(place)]"
      var name: String?
      var value: String??
      for (key, member) in try members(of: entry, path) {
        switch key {
        case "name": name = try text(of: member, "\(path).name")
        case "value": value = .some(try text(of: member, "\(path).value"))
        default: throw error(member, "\(path).\(key)", "there is no such key")
        }
      }
      guard let name, HTTPFieldRules.isName(name), let value, HTTPFieldRules.isValue(value ?? "") else {
        throw error(entry, path, "needs a name and a value that can be a header's")
      }
      // The format leaves out those whose value is null.
      if let value { headers.append((name, value)) }
    }
    return headers
  }

  /// A pair that cannot be a header is an error here, as in a variable of our own.
  private mutating func readHeaderList(
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) -> [Header] {
    guard let text = try text(of: node, path) else { return [] }
    let key = "\(ConfigurationReader.ownPrefix)HEADERS"
    var reader = ConfigurationReader(Environment([key: text]))
    do throws(ConfigurationError) {
      return try reader.headers([key])
    } catch {
      throw self.error(node, path, error.reason)
    }
  }
}
