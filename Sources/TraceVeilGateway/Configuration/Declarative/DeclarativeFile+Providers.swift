import OTLP
import TraceVeil
import YAML

/// Providers: what is done with a signal.
extension DeclarativeFile {
  /// `tracer_provider` or `logger_provider`.
  mutating func readProvider(
    of signal: Signal,
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) {
    var hasProcessor = false
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      switch name {
      case "processors":
        try readProcessor(of: signal, member, path)
        hasProcessor = true
      case "limits", "sampler", "id_generator": try ignore(member, path)
      default: try refuse(member, path)
      }
    }
    guard hasProcessor else { throw error(node, path, "processors is missing") }
  }

  /// `meter_provider`, of which a gateway has but the exporter: senders decide how often they send.
  mutating func readReaders(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    var hasReader = false
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      switch name {
      case "readers":
        try readReader(member, path)
        hasReader = true
      case "views", "exemplar_filter": try ignore(member, path)
      default: try refuse(member, path)
      }
    }
    guard hasReader else { throw error(node, path, "readers is missing") }
  }

  private mutating func readReader(_ node: YAMLNode, _ path: String) throws(ConfigurationError) {
    let (reader, node) = try only(node, path)
    let path = "\(path)[0].\(reader)"
    guard reader == "periodic" else {
      throw error(node, path, "is not available; metrics are sent on as they come, by periodic")
    }
    var hasExporter = false
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      switch name {
      case "exporter":
        try readExporter(of: .metrics, member, path)
        hasExporter = true
      case "interval", "timeout", "cardinality_limits", "producers": try ignore(member, path)
      default: try refuse(member, path)
      }
    }
    guard hasExporter else { throw error(node, path, "exporter is missing") }
  }

  private mutating func readProcessor(
    of signal: Signal,
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) {
    let (processor, node) = try only(node, path)
    let path = "\(path)[0].\(processor)"
    guard ["batch", "simple"].contains(processor) else { throw error(node, path, "is not available") }
    if processor == "simple" { warn(node, path, "the gateway sends in batches") }
    let prefix = signal == .logs ? "OTEL_BLRP" : "OTEL_BSP"
    var hasExporter = false
    for (name, member) in try members(of: node, path) {
      let path = "\(path).\(name)"
      switch name {
      case "exporter":
        try readExporter(of: signal, member, path)
        hasExporter = true
      case "schedule_delay" where processor == "batch", "export_timeout" where processor == "batch":
        if let number = try number(of: member, path, from: 0) {
          set("\(prefix)_\(name.uppercased())", "\(number)", member)
        }
      case "max_queue_size" where processor == "batch", "max_export_batch_size" where processor == "batch":
        if let number = try number(of: member, path, from: 1) {
          set("\(prefix)_\(name.uppercased())", "\(number)", member)
        }
      default: try refuse(member, path)
      }
    }
    guard hasExporter else { throw error(node, path, "exporter is missing") }
  }

  /// The one entry of a list of mappings with one key.
  private mutating func only(
    _ node: YAMLNode,
    _ path: String
  ) throws(ConfigurationError) -> (name: String, node: YAMLNode) {
    let entries = try list(of: node, path)
    guard entries.count == 1 else {
      throw error(node, path, "must have one entry; TRACEVEIL_DESTINATIONS names several destinations")
    }
    let members = try members(of: entries[0], "\(path)[0]")
    guard members.count == 1 else { throw error(entries[0], "\(path)[0]", "must have one key") }
    return members[0]
  }
}
