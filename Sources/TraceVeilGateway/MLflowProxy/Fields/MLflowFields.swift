import JSON

/// What is known about the members of MLflow's JSON messages, by their names.
///
/// An identifier or a time is left alone, so that redaction cannot break a trace: but only where the value looks
/// like one. Anything else under such a name is a text as others are.
enum MLflowFields {
  /// What is in a member.
  enum Content: Hashable {
    /// Structure, and the value has the shape of it.
    case structure
    /// An object, or a list of objects, whose members have names of this list again.
    case message
    /// An object of free keys, or a list of pairs of `key` and `value`: metadata.
    case attributes
    /// Entries each of which has a stand-in of its own: MLflow finds something by their keys, or adds later entries
    /// to earlier ones.
    case entries
    /// Prompts by name and version, or the text of them.
    case prompts
    /// Entries, also as a JSON text, whose keys MLflow restricts to some characters.
    case tags
    /// Records of a dataset, or the text of them.
    case records
    case text
  }

  static func content(of name: String, _ value: JSONValue) -> Content {
    let name = snakeCase(name)
    if let shapes = shapes[name], fits(value, shapes) { return .structure }
    if name == "tags" { return .tags }
    if name == "records" { return .records }
    switch value {
    case .object, .array:
      if name == "attributes" { return .attributes }
      if name == "prompt_versions" { return .prompts }
      if entryMaps.contains(name) { return .entries }
      return messages.contains(name) ? .message : .text
    default: return .text
    }
  }

  /// Whether an entry of tags or metadata is structure that MLflow itself reads.
  static func isStructure(attribute name: String, _ value: JSONValue) -> Bool {
    attributeShapes[name].map { fits(value, $0) } ?? false
  }

  /// Texts that show what a span has as input or output. The spans' own rules cannot be applied to these.
  static func isPreview(_ name: String) -> Bool {
    ["request_preview", "response_preview", "mlflow.traceInputs", "mlflow.traceOutputs"]
      .contains(name.hasPrefix("mlflow.") ? name : snakeCase(name))
  }

  /// A name, or a list of names, by which MLflow assigns reviews and knows who has done them. It compares them in
  /// small letters.
  static func isPerson(_ member: JSONValue.Member) -> Bool {
    guard people.contains(snakeCase(member.name)) else { return false }
    if case .array(let elements) = member.value { return elements.allSatisfy { $0.text != nil } }
    return member.value.text != nil
  }

  /// Whether it is the name of an assessment. By this name an assessment belongs to a label schema, and traces are
  /// found.
  static func isAssessmentName(_ name: String) -> Bool { snakeCase(name) == "assessment_name" }

  /// Texts of which MLflow takes none twice, or by which it finds something: labels of a schema, categories of an
  /// issue, keys that metadata loses.
  static func isNames(_ name: String) -> Bool {
    ["options", "positive_label", "negative_label", "categories", "delete_metadata_keys"].contains(
      snakeCase(name)
    )
  }

  /// A text that MLflow takes only with something in it, and that names nothing.
  static func isNeeded(_ name: String) -> Bool { ["description", "instruction"].contains(snakeCase(name)) }

  /// A filter of a search, or a list of them.
  static func isFilter(_ name: String) -> Bool {
    ["filter", "filters", "filter_string", "filter_string1", "filter_string2", "base_filter"]
      .contains(snakeCase(name))
  }

  /// Protobuf's JSON takes `requestPreview` for `request_preview` too.
  static func snakeCase(_ name: String) -> String {
    guard name.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return name }
    return name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }

  private static func fits(_ value: JSONValue, _ shapes: [TextShape]) -> Bool {
    switch value {
    case .number(let digits): shapes.contains(.time) && digits.utf8.count <= 24
    case .string(let text), .escaped(let text, _): shapes.contains { $0.fits(text) }
    case .array(let elements): elements.allSatisfy { $0.text != nil && fits($0, shapes) }
    case .null, .bool: true
    case .object: false
    }
  }

  private static let entryMaps: Set<String> = ["trace_metadata", "request_metadata", "metadata"]

  /// Whether MLflow's client cuts the values.
  static func isCut(entriesOf name: String) -> Bool { snakeCase(name) != "metadata" }

  /// A key of MLflow's own: of letters, in which redaction finds nothing.
  static func isOwn(key: String) -> Bool {
    key.hasPrefix("mlflow.")
      && key.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || ".".utf8.contains($0) }
  }

  /// Whether the `value` of a message may be a label of a schema.
  /// - Parameter isInSuch: Whether the message stands in one of which that is so.
  static func holdsChoice(_ name: String, _ isInSuch: Bool) -> Bool {
    switch snakeCase(name) {
    case "feedback", "expectation": true
    case "serialized_value": isInSuch
    default: false
    }
  }

  private static let people: Set<String> = [
    "completed_by", "created_by", "new_owner", "source_id", "user", "users",
  ]

  private static let messages: Set<String> = [
    "trace", "trace_info", "trace_location", "mlflow_experiment", "inference_table", "assessment",
    "assessments",
    "source", "feedback", "expectation", "serialized_value", "error", "issue", "spans", "context", "events",
    "links", "status",
  ]

  private static let shapes: [String: [TextShape]] = {
    var shapes: [String: [TextShape]] = [:]
    for name in [
      "trace_id", "trace_ids", "request_id", "request_ids", "experiment_id", "experiment_ids", "run_id",
      "span_id", "parent_span_id", "parent_id", "assessment_id", "overrides", "dataset_id", "issue_id",
      "source_run_id", "schema_id", "schema_ids", "queue_id", "item_id", "item_ids", "session_id",
    ] { shapes[name] = [.identifier] }
    for name in [
      "request_time", "timestamp_ms", "execution_duration", "execution_time_ms", "execution_duration_ms",
      "create_time", "last_update_time", "created_time", "created_timestamp", "last_updated_timestamp",
      "start_time", "end_time", "timestamp", "time_unix_nano", "start_time_unix_nano", "end_time_unix_nano",
    ] { shapes[name] = [.time] }
    for name in ["state", "status", "code", "status_code", "type", "source_type", "queue_type", "item_type"] {
      shapes[name] = [.constant]
    }
    shapes["update_mask"] = [.fieldMask]
    return shapes
  }()

  private static let attributeShapes: [String: [TextShape]] = [
    "mlflow.trace.spansLocation": [.constant],
    "mlflow.trace_schema.version": [.time],
    "mlflow.trace.sizeBytes": [.time],
    "mlflow.trace.sizeStats": [.numbers],
    "mlflow.trace.tokenUsage": [.numbers],
    "mlflow.trace.cost": [.numbers],
    "mlflow.trace.spanMetrics": [.numbers],
    "mlflow.sourceRun": [.identifier],
    "mlflow.source.git.commit": [.identifier],
    "mlflow.modelId": [.identifier],
    "mlflow.linkedPrompts": [.prompts],
  ]
}

/// How a text of structure looks.
enum TextShape: Hashable {
  /// `tr-` and hexadecimal digits, a UUID, a small number, eight or sixteen bytes in Base64.
  case identifier
  /// Digits, RFC 3339, or a number of seconds with `s`.
  case time
  /// Capitals and underscores.
  case constant
  /// `assessment.rationale,assessment.feedback`
  case fieldMask
  /// A JSON object of nothing but words for names and numbers for values.
  case numbers
  /// What MLflow's registry takes for a prompt's name.
  case promptName
  /// A JSON list of names and versions of prompts.
  case prompts

  func fits(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch self {
    case .identifier: return Self.isIdentifier(bytes)
    case .time: return Self.isTime(bytes)
    case .constant:
      return (1...40).contains(bytes.count)
        && bytes.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
    case .fieldMask:
      return bytes.count <= 400
        && bytes.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || "_.,".utf8.contains($0) }
    case .promptName:
      return (1...255).contains(bytes.count)
        && bytes.allSatisfy {
          Self.isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || "_-.".utf8.contains($0)
        }
    case .prompts:
      guard case .array(let prompts)? = try? JSONParser.parse(bytes) else { return false }
      return prompts.allSatisfy { prompt in
        guard case .object(let members) = prompt else { return false }
        return members.allSatisfy {
          ["name", "version"].contains($0.name) && Self.promptName.fits($0.value.text ?? "")
        }
      }
    case .numbers:
      guard case .object(let members)? = try? JSONParser.parse(bytes) else { return false }
      return members.allSatisfy { member in
        guard case .number(let digits) = member.value else { return false }
        return digits.utf8.count <= 24 && member.name.utf8.count <= 40
          && member.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") }
      }
    }
  }

  private static func isIdentifier(_ bytes: [UInt8]) -> Bool {
    if bytes.isEmpty { return true }
    // Experiments have numbers: of a counter, or of 18 digits.
    if bytes.allSatisfy(isDigit) { return bytes.count <= 12 || bytes.count == 18 || bytes.count == 32 }
    if [12, 24].contains(bytes.count), bytes.last == UInt8(ascii: "=") { return Base64.bytes(bytes) != nil }
    var rest = bytes[...]
    // tr-, a-, d-, m-, iss-
    if let dash = rest.firstIndex(of: UInt8(ascii: "-")), dash <= 4,
      rest[..<dash].allSatisfy({ (0x61...0x7A).contains($0) })
    {
      rest = rest[(dash + 1)...]
    }
    return (16...64).contains(rest.count) && rest.allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: "-") }
      && rest.contains { !isDigit($0) && $0 != UInt8(ascii: "-") }
  }

  private static func isTime(_ bytes: [UInt8]) -> Bool {
    guard (1...36).contains(bytes.count) else { return false }
    if bytes.allSatisfy(isDigit) { return bytes.count <= 20 }
    if bytes.last == UInt8(ascii: "s") {
      return bytes.count <= 24 && bytes.dropLast().allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
    }
    // 2026-01-31T12:00:00.123Z
    return bytes.count >= 20 && bytes[4] == UInt8(ascii: "-") && bytes[10] == UInt8(ascii: "T")
      && bytes.allSatisfy { isDigit($0) || "-:.+TZ".utf8.contains($0) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
